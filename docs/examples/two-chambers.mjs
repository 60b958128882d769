import {
  assemble,
  CircuitBuilder,
  compile,
  input,
  node,
  ProbeRun,
  parameter,
  resistive,
  signal,
  steadyStates,
} from "@counterpulse/engine";

// A signal: equations without blood. `strong` is a beat input (see below).
const rhythm = signal("rhythm", {
  doc: "Beats of one length; every so many beats a strong one.",
  parameters: {
    rate: parameter(60, "1/min", [30, 180], "Beats a minute", "example"),
    every: parameter(4, "1", [1, 8], "Beats from one strong beat to the next", "example", { whole: true }),
  },
  law: `
    period = 1/rate
    strength = 1 + 0.5*strong
  `,
});

// A signal with a state: what it does depends on what it did.
const reflex = signal("reflex", {
  doc: "Tone of the vessels, moved towards what holds the pressure.",
  parameters: {
    target: parameter(90, "mmHg", [50, 150], "Pressure that is held", "example"),
    gain: parameter(0.02, "1/mmHg", [0, 0.1], "Tone per pressure", "example"),
    delay: parameter(6, "s", [1, 30], "Time constant", "example"),
  },
  inputs: { p: input("mmHg", "Pressure that is felt") },
  states: { tone: { unit: "1", initial: "1", scale: 0.05 } },
  law: `
    wanted = clamp(1 + gain*(target - p), 0.3, 3)
    der(tone) = (wanted - tone)/delay
  `,
});

// A node: holds a volume V; its law gives the pressure.
const vessel = node("vessel", {
  doc: "Compliance.",
  parameters: {
    C: parameter(1.5, "mL/mmHg", [0.1, 200], "Compliance", "example"),
    V0: parameter(500, "mL", [0, 5000], "Volume at zero pressure", "example"),
  },
  initial: "V0 + C*p_start",
  law: "p = (V - V0)/C",
});

// A resistive branch: its law gives the flow. Here a pump that gives a stroke in the first third of the beat.
const pump = resistive("pump", {
  doc: "Ejects a stroke volume whatever the pressure.",
  parameters: { stroke: parameter(75, "mL", [10, 150], "Stroke volume of a plain beat", "example") },
  inputs: { strength: input("1", "Factor on the stroke volume", "1") },
  law: `
    third = T/3
    # A parabola over the first third, whose area is the stroke volume.
    s = clamp(t/third, 0, 1)
    q = 6*s*(1 - s)*stroke*strength/third
  `,
});

const bed = resistive("bed", {
  doc: "Resistance times tone.",
  parameters: { R: parameter(1.1, "mmHg*s/mL", [0.1, 5], "Resistance", "example") },
  inputs: { tone: input("1", "Factor on the resistance", "1") },
  law: "q = (p_from - p_to)/(R*tone)",
});

function circuit({ pressureFelt = "arteries.p" } = {}) {
  return (
    new CircuitBuilder("two chambers")
      .add("rhythm", rhythm)
      .add("reflex", reflex, { inputs: { p: pressureFelt } })
      .add("arteries", vessel, { startPressure: 90 })
      .add("veins", vessel, {
        startPressure: 8,
        set: { C: { value: 80, source: "example" }, V0: { value: 2500, source: "example" } },
      })
      .add("pump", pump, { from: "veins", to: "arteries", inputs: { strength: "rhythm.strength" } })
      .add("bed", bed, { from: "arteries", to: "veins", inputs: { tone: "reflex.tone" } })
      // 1 in one beat of `rhythm.every`, else 0.
      .beatInput({ name: "strong", description: "1 in a strong beat", every: "rhythm.every", offset: 0 })
      .measure("mean", "mean", "arteries.p")
      .measure("highest", "max", "arteries.p")
      .measure("lowest late", "min", "arteries.p", "t > 0.8*T")
      .measure("output", "mean", "pump.q")
      .build({ period: "rhythm.period" })
  );
}

const model = assemble(circuit());
const kernel = compile(model, { probes: ["arteries.p"] });

// The steady state is one of whole cycles, here of four beats.
const [steady] = steadyStates(kernel, [{ parameters: new Map() }]);
console.log(`steady after ${steady.beats} beats, a cycle of ${steady.cycle.length}`);
for (const beat of steady.cycle) {
  const [high, low] = [beat.get("highest"), beat.get("lowest late")].map((p) => p.toFixed(1));
  console.log(`${high}/${low} mmHg, ${(beat.get("output") * 0.06).toFixed(2)} L/min`);
}

// Waveforms: run on from the steady state and read probes at any later time.
const run = new ProbeRun(kernel, new Map(), steady.steps, steady.state, ["arteries.p"]);
const wave = [0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1].map((time) => run.at(time)[0].toFixed(1));
console.log(`a strong beat: ${wave.join(" ")} mmHg`);

// A mistake is told with component and line when the circuit is assembled.
try {
  assemble(circuit({ pressureFelt: "arteries.V" }));
} catch (error) {
  console.log(error.message);
}
