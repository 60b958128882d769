/** Zeros of rising functions, which may be steep, flat or kinked. */

export interface RisingRoot {
  /** Where to begin, and the first step from there. */
  readonly guess: number;
  readonly step: number;
  /** The zero is sought in this range. */
  readonly range: readonly [least: number, most: number];
  /** Values of the function nearer to zero than this are zero. */
  readonly tolerance: number;
}

/**
 * Where a rising function is zero, or the end of its range that is nearest to it: the function may be steep, flat or
 * kinked. From the guess a bracket is opened by growing steps and closed by the false position in the variant of
 * anderson1973.
 */
export function risingRoot(f: (x: number) => number, { guess, step, range, tolerance }: RisingRoot): number {
  const [least, most] = range;
  let x = Math.min(Math.max(guess, least), most);
  let y = f(x);
  for (let reach = step; Math.abs(y) > tolerance; reach *= 3) {
    const next = y < 0 ? Math.min(x + reach, most) : Math.max(x - reach, least);
    if (next === x) return x;
    const nextY = f(next);
    if (Math.abs(nextY) > tolerance && y < 0 !== nextY < 0) {
      return y < 0 ? close(f, x, y, next, nextY, tolerance) : close(f, next, nextY, x, y, tolerance);
    }
    [x, y] = [next, nextY];
  }
  return x;
}

/**
 * Where one end of the bracket stays, its value is scaled down, so that both ends close in. Every eighth point is the
 * middle, which bounds the number of steps whatever the function.
 */
function close(
  f: (x: number) => number,
  low: number,
  lowY: number,
  high: number,
  highY: number,
  tolerance: number,
): number {
  let moved: "low" | "high" | null = null;
  for (let k = 1; ; k++) {
    const middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) return middle;
    const secant = low - (lowY * (high - low)) / (highY - lowY);
    const x = k % 8 === 0 || !(secant > low && secant < high) ? middle : secant;
    const y = f(x);
    if (Math.abs(y) <= tolerance) return x;
    if (y < 0) {
      if (moved === "low") highY *= scale(y, lowY);
      [low, lowY, moved] = [x, y, "low"];
    } else {
      if (moved === "high") lowY *= scale(y, highY);
      [high, highY, moved] = [x, y, "high"];
    }
  }
}

function scale(now: number, before: number): number {
  const factor = 1 - now / before;
  return factor > 0 ? factor : 0.5;
}
