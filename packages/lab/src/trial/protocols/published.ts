/** Figures of built-in protocols that come from the studies as data: nothing of a study is typed twice. */
import { findStudy } from "@counterpulse/evidence";

function outcomeOf(study: string, name: string) {
  const outcome = findStudy(study)?.outcomes.find((o) => o.outcome === name);
  if (!outcome) throw new Error(`study ${study} has no outcome "${name}"`);
  return outcome;
}

const digits4 = (x: number): number => Number(x.toFixed(4));

/** Share with the event in an arm, from its counts. */
export function shareIn(study: string, outcome: string, arm: number): number {
  const { events, total } = outcomeOf(study, outcome).arms[arm];
  if (events === null || total === null) throw new Error(`study ${study}, "${outcome}": counts are needed`);
  return digits4(events / total);
}

/** Share printed in percent. */
export function printedShare(study: string, outcome: string, arm: number): number {
  const text = outcomeOf(study, outcome).percents?.[arm];
  if (text === undefined) throw new Error(`study ${study}, "${outcome}": no percentages are printed`);
  return digits4(Number(text) / 100);
}

/** The ratio printed. */
export function ratioOf(study: string, outcome: string): number {
  const { effect } = outcomeOf(study, outcome);
  if (effect === undefined) throw new Error(`study ${study}, "${outcome}": no effect is printed`);
  return Number(effect);
}
