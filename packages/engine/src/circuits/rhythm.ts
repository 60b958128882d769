/** The beat and the breath: what recurs, and when. */
import { stream } from "@counterpulse/numerics";
import { atrialActivation, ventricularActivation } from "../components/activation.ts";
import { stillThorax, thorax } from "../components/body.ts";
import { heartbeat } from "../components/heartbeat.ts";
import { IABP } from "../devices/iabp.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import type { Scope } from "./scope.ts";

/** Beats after which the sequence of intervals in atrial fibrillation recurs: its steady cycle. */
const FIBRILLATION_BEATS = 32;

export function addRhythm(c: CircuitBuilder, scope: Scope): void {
  const timing = { scale: "heart.systole_scale", beating: "heart.beating" };
  c.add("ventricular_activation", ventricularActivation, { inputs: timing });
  if (scope === "haemodynamics") {
    c.add("heart", heartbeat, { inputs: { internal_rate: IABP.internalRate } });
    c.add("atrial_activation", atrialActivation, { inputs: timing });
    c.add("thorax", stillThorax);
    return;
  }
  addBeatInputs(c);
  c.add("heart", heartbeat, {
    inputs: {
      internal_rate: IABP.internalRate,
      chronotropy: "control.chronotropy",
      lengthening: "reflexes.interval",
      deviate: "rr_deviate",
      ectopic: "ectopic",
      before_ectopic: "before_ectopic",
    },
  });
  c.add("atrial_activation", atrialActivation, {
    inputs: { ...timing, now_present: "heart.atria_now", next_present: "heart.atria_next" },
  });
  c.add("thorax", thorax, { inputs: { beat: "breath_beat" } });
}

function addBeatInputs(c: CircuitBuilder): void {
  const every = "if(heart.ectopic_every > 1.5, heart.ectopic_every, 1)";
  c.beatInput({
    name: "rr_deviate",
    description: "deviate of the interval in atrial fibrillation",
    every: `if(heart.fibrillates > 0.5, ${FIBRILLATION_BEATS}, 1)`,
    offset: 0,
    values: deviates(FIBRILLATION_BEATS),
  })
    .beatInput({ name: "ectopic", description: "1 in an ectopic beat", every, offset: 0 })
    .beatInput({
      name: "before_ectopic",
      description: "1 in the beat that an ectopic one cuts short",
      every,
      offset: -1,
    })
    .beatInput({
      name: "breath_beat",
      description: "number of the beat in its breath",
      every: "if(abs(thorax.swing_mmHg) > 0[mmHg], thorax.breath_beats, 1)",
      offset: 0,
      values: Array.from({ length: 12 }, (_, i) => i),
    });
}

/** A fixed sequence of nearly normal deviates (sums of twelve uniform ones), of mean 0 and standard deviation 1. */
function deviates(count: number): number[] {
  const random = stream(1, 0, "intervals in atrial fibrillation");
  const raw = Array.from({ length: count }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random.uniform();
    return sum;
  });
  const mean = raw.reduce((a, b) => a + b, 0) / count;
  const deviation = Math.sqrt(raw.reduce((a, b) => a + (b - mean) ** 2, 0) / count);
  return raw.map((v) => (v - mean) / deviation);
}
