/** Small circuits for tests, and the full circulation assembled once per test file. */
import {
  assemble,
  type BranchComponent,
  type Circuit,
  CircuitBuilder,
  circulation,
  type InputSpec,
  inertial,
  type Kernel,
  LaneGroup,
  type Model,
  type NodeComponent,
  node,
  PATIENTS,
  type ParameterSpec,
  parameter,
  resistive,
  type SignalComponent,
  type StateSpec,
  signal,
} from "@counterpulse/engine";

const assembled = new Map<string, Model>();

function scoped(scope: "full" | "haemodynamics"): Model {
  if (!assembled.has(scope)) assembled.set(scope, assemble(circulation(scope)));
  return assembled.get(scope)!;
}

/** The haemodynamics alone in double precision: what schemes, back ends and solver are tried on. */
export const haemodynamicModel = (): Model => scoped("haemodynamics");

/** Everything: gases, reflexes, autoregulation too. */
export const fullModel = (): Model => scoped("full");

/** Public parameter values to inner units. */
export function inner(model: Model, values: Readonly<Record<string, number>>): Map<string, number> {
  return new Map(
    Object.entries(values).flatMap(([id, value]) => {
      const found = model.parameters.find((p) => p.id === id);
      // A patient's reflexes and gases mean nothing to a model without them.
      return found ? [[id, value * found.unit.scale] as const] : [];
    }),
  );
}

const number = (value: number, unit: string): ParameterSpec =>
  parameter(value, unit, [value / 100, value * 100], "", "");

/** A vessel with a linear wall. */
export const vessel: NodeComponent = node("vessel", {
  doc: "",
  parameters: { C: number(1.5, "mL/mmHg"), V0: number(50, "mL"), start: number(80, "mmHg") },
  initial: "V0 + C*start",
  law: "p = (V - V0)/C",
});

export const resistor: BranchComponent = resistive("resistor", {
  doc: "",
  parameters: { R: number(1, "mmHg*s/mL") },
  law: "q = (p_from - p_to)/R",
});

export const tube: BranchComponent = inertial("tube", {
  doc: "",
  parameters: { inertance: number(0.01, "mmHg*s^2/mL"), resistance: number(0.1, "mmHg*s/mL") },
  law: "L = inertance\nR = resistance",
});

interface SignalParts {
  readonly parameters?: Record<string, ParameterSpec>;
  readonly inputs?: Record<string, InputSpec>;
  readonly states?: Record<string, StateSpec>;
}

/** A signal with this law. */
export function law(text: string, parts: SignalParts = {}): SignalComponent {
  return signal("law", { doc: "", ...parts, law: text });
}

/** Two vessels and a resistor, with a signal `s` of this law beside them. */
export function circuitWith(text: string, parts: SignalParts = {}): Circuit {
  return twoVessels().add("s", law(text, parts)).build({ period: "1[s]" });
}

export function twoVessels(): CircuitBuilder {
  return new CircuitBuilder("two vessels")
    .add("a", vessel)
    .add("b", vessel, { set: { start: { value: 20, source: "" } } })
    .add("r", resistor, { from: "a", to: "b" });
}

/** Holds its pressure whatever flows in or out; never collapses. */
export const tank: NodeComponent = node("tank", {
  doc: "",
  parameters: { pressure: parameter(0, "mmHg", [-1000, 1000], "", "") },
  initial: "1e9[mL] + 1e9[mL/mmHg]*pressure",
  law: `
    p = (V - 1e9[mL])/1e9[mL/mmHg]
    collapse = 0
    V0 = 1e9[mL]
  `,
});

/** A patient's parameters with settings on top, in inner units. */
export function patient(
  model: Model,
  id: string,
  settings: Readonly<Record<string, number>> = {},
): Map<string, number> {
  const found = PATIENTS.find((p) => p.id === id);
  if (!found) throw new Error(`no patient "${id}"`);
  return inner(model, { ...found.parameters, ...settings });
}

export const BOTH = { "iabp.on": 1, "va-ecmo.on": 1 };

/** Lanes with these parameters at the start of their first beat. Lanes without parameters of their own repeat the last. */
export function startLanes(kernel: Kernel, lanes: readonly ReadonlyMap<string, number>[], steps: number): LaneGroup {
  const group = new LaneGroup(kernel);
  const filled = Array.from({ length: kernel.lanes }, (_, lane) => lanes[Math.min(lane, lanes.length - 1)]);
  filled.forEach((parameters, lane) => group.setParameters(lane, parameters));
  group.configure(steps);
  for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
  return group;
}

/** Every register of a lane, measures and histories too. */
export function registers(group: LaneGroup, lane: number): { name: string; value: number }[] {
  return group.kernel.program.registers.map((r) => ({ name: r.name, value: group.read(r.slot, lane) }));
}

/** Cases of a property: more of them in `npm run soak`. */
export const runs = (count: number): number => Number(process.env.COUNTERPULSE_CASES ?? count);
