/** ADAETTE: time to each safety event, with what competes with it, of the same trial as ADTTE. */
import { type Cell, type Described, idOf, round, timeVariables } from "./dataset.ts";
import { type Drawer, END } from "./draw.ts";
import type { TrialPlan } from "./plan.ts";
import { SafetyTimes } from "./safety.ts";

export function safetyTimes(plan: TrialPlan, { drawn }: Drawer, trial: number, seed: number): Described {
  const { protocol, outcome } = plan;
  const labels = Object.values(protocol.safety).map(({ label }) => label);
  const codes = codesOf(Object.keys(protocol.safety));
  const times = new SafetyTimes(outcome.safety, seed);
  const rows: Cell[][] = [];
  for (let i = 0; i < drawn.arm.length; i++) {
    times.read(i, trial);
    const [arm, left] = [drawn.arm[i], drawn.left[i]];
    outcome.safety.forEach(({ until }, s) => {
      const day = times.day(s, arm);
      const [time, censor, what] =
        day < left ? ([day, 0, labels[s]] as const) : until <= left ? ([until, 1, "Free of it"] as const) : goneOf(i);
      rows.push([protocol.id, idOf(i, drawn.centre[i]), arm, codes[s], labels[s], round(time), censor, what]);
    });
  }
  const variables = timeVariables(codes.join(", "), "0 event, 1 censored, 2 competing event");
  return { data: { name: "ADAETTE", header: variables.map((v) => v.name), rows }, variables };

  /** Why the patient could no longer have it. */
  function goneOf(i: number): readonly [number, number, string] {
    const left = drawn.left[i];
    if (drawn.end[i] === END.lost) return [left, 1, "Lost to follow-up"];
    const weaned = protocol.endpoint.event === "weaning" && drawn.end[i] === END.event;
    return [left, 2, weaned ? "Weaned before" : "Death before"];
  }
}

/** Eight characters at most, as ADaM has it, each its own. */
function codesOf(ids: readonly string[]): string[] {
  const taken: string[] = [];
  for (const id of ids) {
    const plain = id.toUpperCase().replace(/[^A-Z0-9]/g, "") || "EVENT";
    let code = plain.slice(0, 8);
    for (let k = 2; taken.includes(code); k++) code = plain.slice(0, 8 - String(k).length) + k;
    taken.push(code);
  }
  return taken;
}
