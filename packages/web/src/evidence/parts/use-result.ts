/** What takes a moment to compute: the last result stays in sight until the next is there. */
import { useEffect, useState } from "react";

/**
 * `make` must be the same function as long as its outcome is. With `restMs` it begins only when nothing has changed for so
 * long, so that a slider can be drawn without waiting for what it passes.
 */
export function useResult<T>(make: () => Promise<T>, restMs = 0): T | null {
  const [result, setResult] = useState<T | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => {
    let wanted = true;
    const begin = () =>
      make().then(
        (value) => wanted && setResult(() => value),
        (error) => wanted && setFault(() => error),
      );
    const timer = restMs > 0 ? setTimeout(begin, restMs) : void begin();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [make, restMs]);
  // To the guard above, which says it in place of the view.
  if (fault !== null) throw fault;
  return result;
}
