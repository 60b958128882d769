/** How fast work goes and how long it still takes, for a progress bar. */

/** @returns a note such as "3,200 of 40,000 rows, 640/s, 0:57 left" */
export function rateNote(now = () => performance.now()): (done: number, all: number, what: string) => string {
  let start: { at: number; done: number } | null = null;
  return (done, all, what) => {
    start ??= { at: now(), done };
    const count = `${whole(done)} of ${whole(all)} ${what}`;
    const seconds = (now() - start.at) / 1000;
    // What was there before does not count for the rate.
    const rate = (done - start.done) / seconds;
    if (!(rate > 0) || !Number.isFinite(rate)) return count;
    return `${count}, ${rate < 10 ? rate.toFixed(1) : whole(rate)}/s, ${clock((all - done) / rate)} left`;
  };
}

const whole = (x: number): string => String(Math.round(x)).replace(/\B(?=(\d{3})+$)/g, ",");

function clock(seconds: number): string {
  const s = Math.ceil(seconds);
  const two = (x: number): string => String(x).padStart(2, "0");
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}
