/**
 * Impella 2.5 and CP: an axial pump on a catheter across the aortic valve, from the left ventricle into the aortic root.
 *
 *   left ventricle --inlet cage, cannula, ROTOR--> aortic root      head H = p_aorta - p_ventricle
 *
 *   H = a n^2 - R Q - c Q^2, n the speed of the performance level
 *
 * taken quasi-steadily and solved for the flow. a, R and c are least squares fits to the maker's flow ranges per level,
 * the higher flow at a head of 30 mmHg and the lower at 60 (the heads that the instructions name for the Impella 5.5). With
 * them the levels of one pump fall on one curve, as the affinity laws ask, and the CP gives at its highest level and a
 * small negative head the 4.3 L/min that the maker states as the systolic peak, which was not fitted. Other heads fit the
 * ranges about as well: the slope is uncertain. P-1 is left out, for its shut-off head lies among these.
 */
import type { CircuitBuilder } from "../language/circuit.ts";
import { input, parameter, resistive } from "../language/component.ts";

/** Speed (rpm) of performance levels 0 to 9. The 2.5's level 9 is its Boost (D174); the CP's table as in abiomed2020. */
export const IMPELLA_SPEEDS = {
  "2.5": [0, 25000, 35000, 38000, 40000, 43000, 45000, 47000, 50000, 51000],
  CP: [0, 23000, 31000, 33000, 35000, 37000, 39000, 42000, 44000, 46000],
} as const;

/** `a` (mmHg at 50,000 rpm), `R` (mmHg per L/min) and `c` (mmHg per (L/min)^2); R of the 2.5 at its lower bound. */
export const IMPELLA_CURVES = {
  "2.5": { a: 154.55, R: 5, c: 19.43 },
  CP: { a: 217.49, R: 6.29, c: 9.51 },
} as const;

type Model = keyof typeof IMPELLA_CURVES;

/** A table over the levels, as nested choices: parameters alone stand in it, so no step pays for it. */
function byLevel(table: readonly number[], from = 0): string {
  const [value, ...rest] = table;
  return rest.length === 0 ? `${value}` : `if(level < ${from + 0.5}, ${value}, ${byLevel(rest, from + 1)})`;
}
const byModel = (value: (model: Model) => string | number): string =>
  `if(model < 0.5, ${value("2.5")}, ${value("CP")})`;

/**
 * Backwards, and while the rotor stands, the loss is that of an orifice, a share of the cannula's cross-section. When
 * little volume is left the ventricle's wall covers the inlet: forward flow then falls smoothly, to nothing in an empty
 * ventricle, so that the pump cannot draw more blood than there is.
 */
const pump = resistive("axial pump", {
  doc: "Axial pump across the aortic valve, at its performance level.",
  parameters: {
    on: parameter(0, "1", [0, 1], "1: the catheter lies across the valve", "model choice", { whole: true }),
    model: parameter(1, "1", [0, 1], "0: Impella 2.5, 1: Impella CP", "model choice", { whole: true }),
    level: parameter(
      8,
      "1",
      [0, 9],
      "Performance level P-0 to P-9; 0: the motor stands, 9: Boost of the 2.5",
      "console setting; P-8 is the highest recommended for continuous use (D174)",
      { whole: true },
    ),
    suction_volume_mL: parameter(
      30,
      "mL",
      [10, 60],
      "Volume of the ventricle below which its wall begins to cover the inlet",
      "assumption; about the volume of a small ventricle at the end of a full contraction",
    ),
    stopped_open_share: parameter(
      0.25,
      "1",
      [0.05, 0.6],
      "Share of the cannula's cross-section through which blood runs back past the rotor",
      "assumption; cannulae of 12 and 14 Fr (D174, abiomed2020)",
    ),
  },
  inputs: { V: input("mL", "Volume of the ventricle") },
  law: `
    n = (${byModel((m) => byLevel(IMPELLA_SPEEDS[m]))})/50000
    a = (${byModel((m) => IMPELLA_CURVES[m].a)})*1[mmHg]
    R = (${byModel((m) => IMPELLA_CURVES[m].R)})*1[mmHg/(L/min)]
    c = (${byModel((m) => IMPELLA_CURVES[m].c)})*1[mmHg/(L/min)^2]
    speed = n*50000[rpm]
    filled = clamp(V/suction_volume_mL, 0, 1)
    inlet = filled*filled*(3 - 2*filled)
    diameter = if(model < 0.5, 12[Fr], 14[Fr])
    orifice = stopped_open_share*0.7853982*diameter*diameter
    back = 0.5*1.06[g/mL]/orifice^2
    drive = a*n*n + p_from - p_to
    forward = drive > 0[mmHg]
    q = on*2*drive*if(forward, inlet, 1)/(R + sqrt(R*R + if(forward, 4*c, -4*back)*drive))
  `,
});

/** Places of the circulation between which the pump lies. */
export interface ImpellaSites {
  readonly ventricle: string;
  readonly root: string;
}

/** Names under which the circulation reads the device. */
export const IMPELLA = { flow: "impella_pump.q" } as const;

export function addImpella(circuit: CircuitBuilder, sites: ImpellaSites): void {
  circuit.add("impella_pump", pump, {
    group: "impella",
    from: sites.ventricle,
    to: sites.root,
    inputs: { V: `${sites.ventricle}.V` },
  });
}
