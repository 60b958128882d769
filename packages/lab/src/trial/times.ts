/** Days on which cumulative hazards reach what chance has set for a patient, with factors that change on the way. */
import { TO_UNIT } from "./random.ts";
import { dayAt, shareAt, type TimeCourse } from "./time-course.ts";

/** Day at which an exponential cumulative hazard is reached; infinity if not until the horizon. */
export function timeOf(
  word: number,
  base: number,
  factor: number,
  after: number,
  crossed: number,
  horizon: number,
  course: TimeCourse,
): number {
  const reached = -Math.log((word + 0.5) * TO_UNIT);
  let x = reached / (base * factor);
  if (crossed < horizon) {
    const at = shareAt(course, crossed, horizon);
    if (x > at) x = at + (reached - base * factor * at) / (base * after);
  }
  return x < 1 ? dayAt(course, x, horizon) : Number.POSITIVE_INFINITY;
}

/** Days on which a hazard's factor changes, and by what: few, so that they are sorted by insertion and used again. */
export class Changes {
  count = 0;
  private readonly day: Float64Array;
  private readonly times: Float64Array;

  constructor(most: number) {
    this.day = new Float64Array(most);
    this.times = new Float64Array(most);
  }

  clear(): void {
    this.count = 0;
  }

  add(day: number, times: number): void {
    let k = this.count++;
    for (; k > 0 && this.day[k - 1] > day; k--) {
      this.day[k] = this.day[k - 1];
      this.times[k] = this.times[k - 1];
    }
    this.day[k] = day;
    this.times[k] = times;
  }

  /** As timeOf, through all of them; @param hazard the factor at the start included */
  timeOf(word: number, hazard: number, horizon: number, course: TimeCourse): number {
    let left = -Math.log((word + 0.5) * TO_UNIT);
    let [now, share] = [hazard, 0];
    for (let k = 0; k < this.count && this.day[k] < horizon; k++) {
      const next = shareAt(course, this.day[k], horizon);
      const used = now * (next - share);
      if (left <= used) break;
      left -= used;
      share = next;
      now *= this.times[k];
    }
    const x = share + left / now;
    return x < 1 ? dayAt(course, x, horizon) : Number.POSITIVE_INFINITY;
  }
}
