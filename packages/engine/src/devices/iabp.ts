/**
 * Intra-aortic balloon pump: console, gas line, balloon. The balloon holds gas and displaces blood of the two descending
 * thoracic segments in which it lies.
 *
 *   console (drive pressure) --gas line--> balloon (V)  ~ displaces ~  upper | lower descending thoracic aorta
 */
import type { CircuitBuilder } from "../language/circuit.ts";
import { inertial, input, node, parameter, signal } from "../language/component.ts";

/**
 * Drive console. Inflation is timed to the dicrotic notch (end-systole plus the valve's closing), deflation to the next
 * R wave, so that the balloon is empty when the valve opens. The offsets move them: negative is early. Gas valves open
 * over `valve_ms`. With a ratio of 1:n only one beat in n is assisted; a deflation after the R wave falls into the beat
 * that follows the assisted one.
 */
const console_ = signal("balloon console", {
  doc: "Times and drives the balloon.",
  parameters: {
    on: parameter(0, "1", [0, 1], "1: the pump runs", "model choice", { whole: true }),
    ratio: parameter(1, "1", [1, 4], "Beats per inflation", "console setting", { whole: true }),
    inflation_offset_ms: parameter(
      0,
      "ms",
      [-200, 200],
      "Inflation against the dicrotic notch, negative is early",
      "console setting",
    ),
    deflation_offset_ms: parameter(
      0,
      "ms",
      [-250, 200],
      "Deflation against its correct time, negative is early",
      "console setting",
    ),
    notch_delay_ms: parameter(
      15,
      "ms",
      [-50, 80],
      "Dicrotic notch after end-systole",
      "assumption; valve closing time",
    ),
    deflation_time_ms: parameter(
      108,
      "ms",
      [40, 200],
      "Time the balloon needs to empty: a correct deflation starts so long before the valve is expected to open",
      "kern1999; gas line of this model",
    ),
    inflation_pressure_mmHg: parameter(
      220,
      "mmHg",
      [120, 300],
      "Drive pressure of inflation",
      "assumption; no gain beyond 40 mmHg above mean aortic pressure (F152)",
    ),
    vacuum_mmHg: parameter(
      -100,
      "mmHg",
      [-250, -20],
      "Drive pressure of deflation",
      "assumption; as consoles have it, no figure found",
    ),
    valve_ms: parameter(
      15,
      "ms",
      [5, 50],
      "Time over which the gas valves switch",
      "assumption; a fast solenoid valve",
    ),
    trigger: parameter(
      0,
      "1",
      [0, 3],
      "0: chosen by the console, 1: ECG, deflation by the expected interval, 2: ECG, deflation on the R wave, 3: arterial pressure",
      "console setting",
      { whole: true },
    ),
    internal_rate_per_min: parameter(
      80,
      "1/min",
      [40, 120],
      "Internal trigger when the heart is arrested",
      "console setting",
    ),
  },
  inputs: {
    end_systole: input("s", "Time of end-systole after the R wave"),
    expected: input("s", "Interval that the console expects", "T"),
    irregular: input("1", "1 when the console finds the rhythm irregular", "0"),
  },
  law: `
    inflate_at = end_systole + notch_delay_ms + inflation_offset_ms
    # A valve opens about 0.37 of the way from R wave to end-systole.
    opens_at = 0.37*end_systole
    # By the expected interval; or when the R wave, or the upstroke of pressure, has come. An early R wave ends it anyhow.
    by_interval = expected + opens_at - deflation_time_ms
    on_r_wave = T
    on_pressure = T + opens_at
    chosen = if(trigger < 0.5, if(irregular > 0.5, on_r_wave, by_interval), if(trigger < 1.5, by_interval, if(trigger < 2.5, on_r_wave, on_pressure)))
    correct = if(T < expected - 0.02[s], min(chosen, on_r_wave), chosen)
    deflate_at = max(correct + deflation_offset_ms, inflate_at + 2*valve_ms)
    # 0 to 1: how far the inflation valve is open, for an inflation begun in this beat and one begun in the beat before.
    opening = clamp((t - inflate_at)/valve_ms, 0, 1)
    closing = clamp((t - deflate_at)/valve_ms, 0, 1)
    opening_before = clamp((t + T - inflate_at)/valve_ms, 0, 1)
    closing_before = clamp((t + T - deflate_at)/valve_ms, 0, 1)
    window = opening*opening*(3 - 2*opening) - closing*closing*(3 - 2*closing)
    window_before = opening_before*opening_before*(3 - 2*opening_before) - closing_before*closing_before*(3 - 2*closing_before)
    command = on*(assisted*window + assisted_before*window_before)
    drive = vacuum_mmHg + (inflation_pressure_mmHg - vacuum_mmHg)*command
    internal_rate = internal_rate_per_min
  `,
});

/**
 * Balloon: its pressure is that of the aorta around it until the membrane grows taut close to the nominal volume, where
 * it has little compliance left. It is never quite empty (see the gas line).
 */
const balloon = node("balloon", {
  doc: "Gas volume of the balloon and its membrane.",
  blood: false,
  initial: "1[mL]",
  parameters: {
    volume_mL: parameter(40, "mL", [25, 50], "Nominal volume", "maker's sizes by height (F195, unverified)"),
    membrane_stiffness: parameter(
      8,
      "mmHg/mL^2",
      [3, 40],
      "Pressure across the membrane, over the square of the volume above 92 % of the nominal one",
      "assumption; polyurethane, nearly inextensible",
    ),
  },
  inputs: {
    p_around: input("mmHg", "Aortic pressure around the balloon"),
  },
  law: `
    taut = max(V - 0.92*volume_mL, 0[mL])
    p = p_around + membrane_stiffness*taut*taut
  `,
});

/**
 * Catheter and line: resistance to helium and the inertia of what moves. As the balloon empties its membrane wraps round
 * the catheter and shuts the gas holes: below wrap_mL above what always stays the resistance to outflow rises inversely.
 */
const gasLine = inertial("gas line", {
  doc: "Helium line from console to balloon.",
  parameters: {
    resistance: parameter(
      0.45,
      "mmHg*s/mL",
      [0.1, 1],
      "Resistance to gas flow",
      "assumption; gives inflation and deflation within 100-150 ms (F196 has 100-150 and 150-200, unverified)",
    ),
    residual_mL: parameter(
      0.5,
      "mL",
      [0.3, 2],
      "Gas that stays in the wrapped balloon",
      "assumption; little, but not nothing",
    ),
    wrap_mL: parameter(4, "mL", [2, 8], "Gas above that at which the membrane begins to shut the holes", "assumption"),
    inertance: parameter(
      0.002,
      "mmHg*s^2/mL",
      [0.0005, 0.01],
      "Inertance of gas and of the blood about the balloon",
      "assumption",
    ),
  },
  inputs: {
    drive: input("mmHg", "Pressure of the console"),
    V: input("mL", "Gas in the balloon"),
  },
  law: `
    L = inertance
    wrapped = wrap_mL/max(V - residual_mL, 0.01[mL])
    R = resistance*if(q < 0[mL/s], max(wrapped, 1), 1)
    head = drive
    # Pressure in the line at the balloon: that of the balloon, or of the console once the membrane shuts the holes.
    shut = 1 - 1/max(wrapped, 1)
    p_line = p_to + (drive - p_to)*shut
    q_min = if(V > residual_mL, 0[mL/s] - 100000[mL/s], 0[mL/s])
  `,
});

/**
 * Room that the balloon leaves for blood flow past it. Viscous loss of an annulus grows about as the third power of
 * lumen over free lumen; each end has its own factor, since how well the ends seal decides the obstruction.
 */
const clearance = signal("balloon clearance", {
  doc: "Obstruction of the aorta by the balloon.",
  parameters: {
    seal_upper: parameter(
      4,
      "1",
      [0, 20],
      "Viscous loss of the annulus at the upper end, over that of the open lumen",
      "Poiseuille flow in a concentric annulus",
    ),
    seal_lower: parameter(4, "1", [0, 20], "The same at the lower end", "Poiseuille flow in a concentric annulus"),
  },
  inputs: {
    V_upper: input("mL", "Blood volume of the upper segment"),
    V_lower: input("mL", "Blood volume of the lower segment"),
    displaced: input("mL", "Balloon volume in each segment"),
  },
  law: `
    filled_upper = max(1 + displaced/max(V_upper, 0.5[mL]), 1)
    filled_lower = max(1 + displaced/max(V_lower, 0.5[mL]), 1)
    upper = 1 + seal_upper*(filled_upper^3 - 1)
    lower = 1 + seal_lower*(filled_lower^3 - 1)
    middle = 0.5*(upper + lower)
  `,
});

/** Where the balloon lies, by names of the circuit. */
export interface BalloonSite {
  readonly upper: string;
  readonly lower: string;
  readonly endSystole: string;
  readonly expected?: string;
  readonly irregular?: string;
}

/** Names under which the circulation reads the device. */
export const IABP = {
  displaced: "0.5*iabp_balloon.V",
  internalRate: "iabp_console.internal_rate",
  narrowing: { upper: "iabp_clearance.upper", middle: "iabp_clearance.middle", lower: "iabp_clearance.lower" },
} as const;

export function addIabp(circuit: CircuitBuilder, site: BalloonSite): void {
  const group = "iabp";
  circuit
    .beatInput({
      name: "assisted",
      description: "1 in a beat whose diastole the balloon assists",
      every: "iabp_console.ratio",
      offset: 0,
    })
    .beatInput({
      name: "assisted_before",
      description: "1 in the beat after an assisted one",
      every: "iabp_console.ratio",
      offset: 1,
    })
    .add("iabp_console", console_, {
      group,
      inputs: {
        end_systole: site.endSystole,
        ...(site.expected ? { expected: site.expected } : {}),
        ...(site.irregular ? { irregular: site.irregular } : {}),
      },
    })
    .add("iabp_balloon", balloon, { group, inputs: { p_around: `0.5*(${site.upper}.p + ${site.lower}.p)` } })
    .add("iabp_line", gasLine, {
      group,
      from: null,
      to: "iabp_balloon",
      inputs: { drive: "iabp_console.drive", V: "iabp_balloon.V" },
    })
    .add("iabp_clearance", clearance, {
      group,
      inputs: { V_upper: `${site.upper}.V`, V_lower: `${site.lower}.V`, displaced: IABP.displaced },
    });
}
