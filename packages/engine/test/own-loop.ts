/** A user's own circuit: a squeezed chamber between two valves, an artery, a bed, a vein, and a dye. */
import {
  type Circuit,
  CircuitBuilder,
  inertial,
  input,
  type Kernel,
  LaneGroup,
  node,
  parameter,
  resistive,
  signal,
} from "@counterpulse/engine";

const free = (value: number, unit: string) => parameter(value, unit, [0, value * 10 + 10], "", "");

export const rhythm = signal("rhythm", {
  doc: "A pump's pressure: half a sine, as a parabola.",
  parameters: { rate: free(75, "1/min"), height: free(120, "mmHg"), systole: free(0.3, "s") },
  law: `
    period = 1/rate
    drive = if(t < systole, height*4*t/systole*(1 - t/systole), 0[mmHg])
  `,
});

export const chamber = node("chamber", {
  doc: "A sac squeezed from outside.",
  parameters: { C: free(10, "mL/mmHg"), V0: free(20, "mL"), filling: free(8, "mmHg") },
  inputs: { squeeze: input("mmHg", "Pressure around it", "0[mmHg]") },
  initial: "V0 + C*filling",
  law: "p = (V - V0)/C + squeeze",
});

export const valve = inertial("valve", {
  doc: "Opens forward only.",
  parameters: {
    inertance: free(5e-4, "mmHg*s^2/mL"),
    resistance: free(0.02, "mmHg*s/mL"),
    loss: free(1e-5, "mmHg*s^2/mL^2"),
  },
  law: `
    L = inertance
    R = resistance
    B = loss
    q_min = 0[mL/s]
  `,
});

export const bed = resistive("bed", {
  doc: "Resistance.",
  parameters: { R: free(1, "mmHg*s/mL") },
  law: "q = (p_from - p_to)/R",
});

export const set = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([k, value]) => [k, { value, source: "test", min: 0, max: 1e6 }]));

/** A closed loop of a pumping chamber, an artery and a vein. */
export function loop(exchange: Record<string, string> = {}): Circuit {
  return new CircuitBuilder("own loop")
    .add("rhythm", rhythm)
    .add("heart", chamber, { inputs: { squeeze: "rhythm.drive" } })
    .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 80 }) })
    .add("vein", chamber, { set: set({ C: 100, V0: 1000, filling: 8 }) })
    .add("inlet", valve, { from: "vein", to: "heart" })
    .add("outlet", valve, { from: "heart", to: "artery" })
    .add("bed", bed, { from: "artery", to: "vein" })
    .scalar({ name: "dye", initial: "if(dose.mixed > 0.5, 1, 0)", exchange })
    .add("dose", signal("dose", { doc: "", parameters: { mixed: free(1, "1") }, law: "amount = 1[mL/s]" }))
    .measure("artery_mean", "mean", "artery.p")
    .measure("output", "mean", "outlet.q")
    .measure("through_bed", "mean", "bed.q")
    .measure("open", "open-fraction", "outlet")
    .build({ period: "rhythm.period" });
}

const STEPS = 400;

/** All lanes at the start of the first beat, with the defaults of the circuit. */
export function begin(kernel: Kernel, steps = STEPS): LaneGroup {
  const group = new LaneGroup(kernel);
  for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, new Map());
  group.configure(steps);
  for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
  return group;
}
