/** What takes a moment to compute: the last result stays in sight until the next is there. */
import { useEffect, useState } from "react";

/** `make` must be the same function as long as its outcome is. */
export function useResult<T>(make: () => Promise<T>): T | null {
  const [result, setResult] = useState<T | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => {
    let wanted = true;
    make().then(
      (value) => wanted && setResult(() => value),
      (error) => wanted && setFault(() => error),
    );
    return () => {
      wanted = false;
    };
  }, [make]);
  // To the guard above, which says it in place of the view.
  if (fault !== null) throw fault;
  return result;
}
