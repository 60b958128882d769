/** Random patients anywhere within the declared ranges, run from the start; a failing one is reduced to what matters. */
import {
  DEFAULT_STEP,
  type Kernel,
  LaneGroup,
  MOST_STEPS_TRIED,
  type Model,
  requiredSteps,
  stepHolds,
  stepsFor,
} from "@counterpulse/engine";
import { stream } from "@counterpulse/numerics";
import { inner } from "./circuits.ts";

export const SUPPORTS = [
  "none",
  "iabp",
  "va-ecmo",
  "va-ecmo+iabp",
  "impella",
  "tandemheart",
  "va-ecmo+impella",
  "iabp+va-ecmo+impella+tandemheart",
] as const;

/** The switches of a support. */
export const switches = (support: string): Record<string, number> =>
  Object.fromEntries(
    ["iabp", "va-ecmo", "impella", "tandemheart"].map((d) => [`${d}.on`, Number(support.split("+").includes(d))]),
  );

/** Public values of all parameters: uniform in their ranges, log-uniform where these span more than a factor of ten. */
export function drawParameters(model: Model, seed: number, support: (typeof SUPPORTS)[number]): Record<string, number> {
  const values = Object.fromEntries(
    model.parameters.map(({ id, spec: { min, max, whole } }) => {
      const u = stream(seed, 0, id).uniform();
      if (whole) return [id, min + Math.floor(u * (max - min + 1))];
      const value = min > 0 && max / min > 10 ? min * (max / min) ** u : min + u * (max - min);
      return [id, Math.min(Math.max(value, min), max)];
    }),
  );
  return { ...values, ...switches(support) };
}

const SECONDS = 20;
const CHECKS_A_BEAT = 20;
const CONSERVED = 1e-9;

/** What went wrong, or null. `kind` is the same for the same fault with other numbers. */
export interface Fault {
  readonly kind: string;
  readonly text: string;
}

class Trial {
  private readonly group: LaneGroup;
  private readonly nodes: readonly string[];
  private readonly contents: readonly string[];

  constructor(
    private readonly kernel: Kernel,
    private readonly parameters: ReadonlyMap<string, number>,
  ) {
    this.group = new LaneGroup(kernel);
    this.nodes = kernel.program.model.nodes.filter((n) => n.blood).map((n) => n.name);
    this.contents = this.group.carried.filter((name) => name.startsWith("concentration:"));
  }

  run(): Fault | null {
    this.begin(64);
    this.begin(stepsFor(this.group.period(0), DEFAULT_STEP));
    for (let steps = requiredSteps(this.group, DEFAULT_STEP)[0]; ; steps *= 2) {
      if (!(steps <= MOST_STEPS_TRIED)) return { kind: "steps", text: `needs ${steps} steps a beat` };
      const fault = this.attempt(steps);
      const again = fault?.kind === "not finite" || fault?.kind === "step";
      if (!again || steps * 2 > MOST_STEPS_TRIED) return fault;
    }
  }

  private begin(steps: number): void {
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.group.setParameters(lane, this.parameters);
    this.group.configure(steps);
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.group.initialise(lane);
  }

  private attempt(steps: number): Fault | null {
    this.begin(steps);
    const total = this.group.bloodVolume(0);
    let fault = this.negative("at the start");
    if (fault) return fault;
    const beats = Math.ceil(SECONDS / this.group.period(0));
    for (let beat = 0; beat < beats; beat++) {
      this.group.beginBeat();
      for (let check = 1, done = 0; check <= CHECKS_A_BEAT; check++) {
        const next = Math.round((check * steps) / CHECKS_A_BEAT);
        this.group.advance(done, next - done);
        done = next;
        fault ??= this.negative(`in beat ${beat + 1}`);
      }
      this.group.endBeat();
      // As the library does: what grew too stiff for its step is run again with shorter ones.
      if (!stepHolds(this.group, 0)) return { kind: "step", text: `too long in beat ${beat + 1}` };
      if (fault) return fault;
      fault = this.wrongContent(`after beat ${beat + 1}`);
      if (fault) return fault;
      if (!this.group.readState(0).every(Number.isFinite)) return { kind: "not finite", text: `in beat ${beat + 1}` };
      const drift = Math.abs(this.group.bloodVolume(0) / total - 1);
      if (drift > CONSERVED) return { kind: "not conserved", text: `by ${drift} after ${beat + 1} beats` };
    }
    return null;
  }

  /** Contents are amounts per mL of blood: never negative, and gases never as much as the blood's own volume and a half. */
  private wrongContent(when: string): Fault | null {
    for (const name of this.contents) {
      const content = this.group.get(name, 0);
      if (Number.isFinite(content) && !(content >= -1e-6 && content < 1.5))
        return { kind: `content ${name}`, text: `${content.toPrecision(3)} in ${name} ${when}` };
    }
    return null;
  }

  private negative(when: string): Fault | null {
    for (const node of this.nodes) {
      const volume = this.group.get(`volume:${node}`, 0);
      if (!Number.isFinite(volume)) return { kind: "not finite", text: `${node} ${when}` };
      if (volume < 0) return { kind: `negative ${node}`, text: `${volume.toPrecision(3)} mL in ${node} ${when}` };
    }
    return null;
  }
}

/** Twenty seconds of these parameters (public units; the rest are defaults) from the start. */
export function tryCase(kernel: Kernel, values: Readonly<Record<string, number>>): Fault | null {
  return new Trial(kernel, inner(kernel.program.model, values)).run();
}

/** The smallest set of values found that gives the same kind of fault while all others are at their defaults. */
export function reduceCase(
  kernel: Kernel,
  values: Readonly<Record<string, number>>,
  fault: Fault,
): Record<string, number> {
  const pick = (ids: readonly string[]): Record<string, number> =>
    Object.fromEntries(ids.map((id) => [id, values[id]]));
  const same = (ids: readonly string[]): boolean => tryCase(kernel, pick(ids))?.kind === fault.kind;
  let kept = kernel.program.model.parameters.filter((p) => values[p.id] !== p.spec.value).map((p) => p.id);
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let i = 0; i < kept.length; ) {
      const rest = [...kept.slice(0, i), ...kept.slice(i + size)];
      if (same(rest)) kept = rest;
      else i += size;
    }
  }
  return pick(kept);
}
