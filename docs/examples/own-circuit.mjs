import {
  assemble,
  CircuitBuilder,
  compile,
  inertial,
  input,
  node,
  parameter,
  resistive,
  signal,
  steadyStates,
} from "@counterpulse/engine";

const heartbeat = signal("heartbeat", {
  doc: "Rhythm, and activation as a parabola over systole.",
  parameters: {
    rate: parameter(75, "1/min", [40, 150], "Heart rate", "example"),
    systole: parameter(0.35, "s", [0.2, 0.4], "Duration of systole", "example"),
  },
  law: `
    period = 1/rate
    e = if(t < systole, 4*t/systole*(1 - t/systole), 0)
  `,
});

const ventricle = node("ventricle", {
  doc: "Time-varying elastance.",
  parameters: {
    Emin: parameter(0.08, "mmHg/mL", [0.02, 0.3], "Elastance in diastole", "example"),
    Emax: parameter(2, "mmHg/mL", [0.3, 5], "Elastance at the height of systole", "example"),
    V0: parameter(10, "mL", [0, 50], "Volume at zero pressure", "example"),
  },
  inputs: { e: input("1", "Activation, 0 to 1") },
  initial: "V0 + p_start/Emin",
  law: "p = (Emin + (Emax - Emin)*e)*(V - V0)",
});

const vessel = node("vessel", {
  doc: "Compliance.",
  parameters: {
    C: parameter(1.2, "mL/mmHg", [0.1, 200], "Compliance", "example"),
    V0: parameter(100, "mL", [0, 5000], "Unstressed volume", "example"),
  },
  initial: "V0 + C*p_start",
  law: "p = (V - V0)/C",
});

const valve = inertial("valve", {
  doc: "Opens forward only.",
  parameters: {
    inertance: parameter(5e-4, "mmHg*s^2/mL", [1e-4, 1e-2], "Inertance", "example"),
    resistance: parameter(0.01, "mmHg*s/mL", [0.001, 0.1], "Resistance when open", "example"),
  },
  law: `
    L = inertance
    R = resistance
    q_min = 0[mL/s]
  `,
});

const bed = resistive("bed", {
  doc: "Microvascular resistance.",
  parameters: { R: parameter(1, "mmHg*s/mL", [0.1, 5], "Resistance", "example") },
  law: "q = (p_from - p_to)/R",
});

const veins = { C: { value: 80, source: "example" }, V0: { value: 2500, source: "example" } };

const circuit = new CircuitBuilder("one ventricle and a body")
  .add("heart", heartbeat)
  .add("lv", ventricle, { inputs: { e: "heart.e" }, startPressure: 8 })
  .add("arteries", vessel, { startPressure: 90 })
  .add("veins", vessel, { startPressure: 8, set: veins })
  .add("mitral_valve", valve, { from: "veins", to: "lv" })
  .add("aortic_valve", valve, { from: "lv", to: "arteries" })
  .add("body", bed, { from: "arteries", to: "veins" })
  .measure("pressure", "mean", "arteries.p")
  .measure("flow", "mean", "aortic_valve.q")
  .build({ period: "heart.period" });

// Checked, sorted, compiled to WebAssembly that runs two patients side by side.
const kernel = compile(assemble(circuit));

// Values go in and come out in inner units: mmHg, mL, s.
const rates = [60, 75, 90, 105];
const cases = rates.map((rate) => ({ parameters: new Map([["heart.rate", rate / 60]]) }));
for (const [i, { cycle, beats }] of steadyStates(kernel, cases).entries()) {
  const [beat] = cycle;
  const pressure = `${beat.get("pressure").toFixed(1)} mmHg`;
  const flow = `${(beat.get("flow") * 0.06).toFixed(2)} L/min`;
  console.log(`${rates[i]} beats a minute: ${pressure}, ${flow}; steady after ${beats} beats`);
}
