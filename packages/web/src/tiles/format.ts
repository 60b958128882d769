/** Numbers as they stand on the monitor. The minus is the real one, as wide as the plus; what does not exist is a dash. */
export const missing = "—";
const minus = "\u2212";

export function formatNumber(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const text = Math.abs(value).toFixed(digits);
  // A value that rounds to zero has no sign.
  return value < 0 && Number(text) !== 0 ? `${minus}${text}` : text;
}

/** With its sign; a plain zero for what rounds to zero. */
export function formatSigned(value: number, digits: number): string {
  const text = formatNumber(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** The change against a reference, or null if either is missing; zero is "±0", for the tile shows that it compares. */
export function formatChange(
  now: number | null | undefined,
  before: number | null | undefined,
  digits: number,
): string | null {
  if (now === null || now === undefined || before === null || before === undefined) return null;
  const change = now - before;
  if (!Number.isFinite(change)) return null;
  const text = formatSigned(change, digits);
  return Number(text) === 0 ? `±${text}` : text;
}

/** Minutes and seconds, hours only when there are any. */
export function formatClock(seconds: number): string {
  const pair = (n: number) => String(n).padStart(2, "0");
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${pair(Math.floor(whole / 60) % 60)}:${pair(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
