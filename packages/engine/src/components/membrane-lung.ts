/**
 * Gas exchange of a membrane lung (oxygenator). `membraneLung(prefix, terms)` returns lines of a law:
 *
 *   signal("oxygenator", {
 *     parameters: { …MEMBRANE_LUNG_PARAMETERS, sweep: …, fdo2: … },
 *     inputs: { o2, co2, q, hb, temperature, base_excess },
 *     law: membraneLung("lung", { cO2: "o2", cCO2: "co2", bloodFlow: "q", sweep: "sweep", fdo2: "fdo2", hb: "hb",
 *       temperature: "temperature", baseExcess: "base_excess", barometric: "760[mmHg]", area: "membrane_area_m2",
 *       oxygen: "oxygen_conductance", carbonDioxide: "carbon_dioxide_conductance", exponent: "flow_exponent" }),
 *   })
 *
 * The lines define `<prefix>_VO2` (into the blood) and `<prefix>_VCO2` (out of it), flows of gas STPD;
 * `<prefix>_cO2_out` and `<prefix>_cCO2_out`, contents of the blood that leaves; `<prefix>_exhaust_pO2` and
 * `<prefix>_exhaust_pCO2`. What the blood gains is what the gas loses, exactly: transfer = flow (out - in), exhaust =
 * sweep - VO2 + VCO2.
 *
 *     fresh gas into every layer
 *       |  |  |  |  |  |  |        fibres: FdO2 (barometric - 47 mmHg) of oxygen, no CO2
 *   =>  layers of the bundle  =>   blood:  Q dcO2/dl = E_O (P_gas - pO2),  Q dcCO2/dl = -E_C pCO2,  l from 0 to 1
 *
 * - The boundary layer of the blood conducts G = g A (Q/A)^b; for oxygen times (1 + sink)^(1/3), where 1 + sink is the
 *   slope of the content over that of dissolved oxygen: haemoglobin that takes up oxygen holds the gradient at the
 *   membrane (vaslef1994 in the form of F173, where the diffusivity enters to the power 2/3). Below the rated flow
 *   transfer is what the blood can take up; above it, blood leaves unsaturated.
 * - The gas in a fibre changes along it: E = C (1 - exp(-G/C)), C what the gas carries per mmHg. For CO2 that is the
 *   sweep less the oxygen taken up; for oxygen its pO2 falls the less, the purer it is and the less CO2 comes in. Never
 *   is more oxygen taken up than supplied, nor does gas leave with more CO2 than a tenth above
 *   the blood's pCO2.
 * - Oxygen is followed through LAYERS layers on the curve of severinghaus1979, at the P50 half way (dash2016). For CO2
 *   a closed form, content being a power of pCO2 with the local exponent (loeppky1983), and then Haldane's effect.
 *   Against a fine integration with the full law: test/components/membrane-lung.test.ts.
 * - Backflow exchanges nothing.
 */
import { parameter } from "../language/component.ts";
import { type BloodTerms, bloodLines, p50Lines } from "./blood-gas.ts";
import { co2Tension } from "./co2-tension.ts";
import { cubeRoot, inversePower, limited } from "./law-text.ts";

/** Expressions. */
export interface MembraneLungTerms extends BloodTerms {
  /** Contents of the blood that enters, mL/mL. */
  readonly cO2: string;
  readonly cCO2: string;
  readonly bloodFlow: string;
  /** Sweep gas: a flow, dry and at 20 degC as its flowmeter shows it, and the fraction of oxygen in it. */
  readonly sweep: string;
  readonly fdo2: string;
  readonly barometric: string;
  /** m^2; mL/min/mmHg/m^2 at 1 L/min of blood per m^2; b. */
  readonly area: string;
  readonly oxygen: string;
  readonly carbonDioxide: string;
  readonly exponent: string;
}

/** Of a present-day adult lung. */
export const MEMBRANE_LUNG_PARAMETERS = {
  membrane_area_m2: parameter(
    1.8,
    "m^2",
    [0.2, 3],
    "Membrane area of the oxygenator",
    "maker's sheet of the Quadrox-i Adult, recalled, unverified",
  ),
  oxygen_conductance: parameter(
    0.055,
    "mL/min/mmHg/m^2",
    [0.01, 0.15],
    "Oxygen conductance of the membrane lung per area, towards plasma, at 1 L/min of blood per m2",
    "F151; gives 193 mL/min/m2 at a rated flow of 7 L/min, at the upper end of 100 to 200 and near the 185 and 189 of F150",
  ),
  carbon_dioxide_conductance: parameter(
    2.5,
    "mL/min/mmHg/m^2",
    [0.5, 8],
    "Carbon dioxide conductance of the membrane lung per area, at 1 L/min of blood per m2",
    "strassmann2019; its CO2 transfers with lungs of 0.4 and 0.8 m2 are met within two SD",
  ),
  flow_exponent: parameter(
    1 / 3,
    "1",
    [0.2, 0.85],
    "Power of the blood flow in both conductances",
    "assumption; that of a laminar boundary layer, vaslef1994 fitted 0.78 and 0.83 (F173) to two older lungs",
  ),
} as const;

const LAYERS = 3;
/** Water vapour at 37 degC (mmHg). */
const WATER = 47;
/** From the flowmeter's 20 degC to 0 degC. */
const STANDARD = 273.15 / 293.15;

export function membraneLung(prefix: string, terms: MembraneLungTerms): string {
  const n = (name: string) => `${prefix}_${name}`;
  return `${bloodLines(prefix, terms)}
    ${n("cO2_in")} = ${terms.cO2}
    ${n("cCO2_in")} = ${terms.cCO2}
    ${n("flow")} = ${terms.bloodFlow}
    ${n("F")} = ${terms.fdo2}
    # From here on numbers: mL/min, mmHg, m2.
    ${n("Q")} = max(${n("flow")}, 0.01[L/min])/1[mL/min]
    ${n("area")} = (${terms.area})/1[m^2]
    ${n("reach")} = ${n("area")}*(${n("Q")}/(1000*${n("area")}))^(${terms.exponent})
    ${n("gO")} = (${terms.oxygen})/1[mL/min/mmHg/m^2]*${n("reach")}
    ${n("gC")} = (${terms.carbonDioxide})/1[mL/min/mmHg/m^2]*${n("reach")}
    ${n("dry")} = (${terms.barometric})/1[mmHg] - ${WATER}
    ${n("V")} = max(${terms.sweep}, 1e-9[L/min])/1[mL/min]*${STANDARD}*(${terms.barometric})/760[mmHg]
    ${n("S_in")} = clamp((${n("cO2_in")} - 40*${n("solubility")})/${n("capacity")}, 0, 1)
    ${co2Tension(prefix, { cCO2: n("cCO2_in"), S: n("S_in") })}
    ${plainLoss(prefix)}
    ${p50Lines(prefix, n("u_half"), n("p_half"))}
    ${oxygenGain(prefix)}
    ${haldaneLoss(prefix)}
    # Back to units.
    ${n("VO2")} = max(${n("flow")}, 0[mL/s])*${n("gain")}
    ${n("VCO2")} = max(${n("flow")}, 0[mL/s])*${n("loss")}
    ${n("cO2_out")} = ${n("cO2_in")} + ${n("gain")}
    ${n("cCO2_out")} = ${n("cCO2_in")} - ${n("loss")}
    ${n("left")} = max(${n("V")} + (${n("VCO2")} - ${n("VO2")})/1[mL/min], 1e-9)
    ${n("exhaust_pO2")} = ${n("dry")}*(${n("F")}*${n("V")} - ${n("VO2")}/1[mL/min])/${n("left")}*1[mmHg]
    ${n("exhaust_pCO2")} = ${n("dry")}*(${n("VCO2")}/1[mL/min])/${n("left")}*1[mmHg]
  `;
}

/**
 * What a mL of blood would lose of CO2 at the saturation with which it comes, and pH and pCO2 half way. With content =
 * K p^(1/m) a layer's Q dc/dl = -E p has the solution c = c_in R, R = (1 + (m - 1) W)^(-1/(m - 1)), W = E p_in/(Q c_in).
 */
function plainLoss(prefix: string): string {
  const n = (name: string) => `${prefix}_${name}`;
  return `
    # The gas that is left, once the blood has taken up what it can, what there is, or what gets through, of the oxygen.
    ${n("room")} = ${n("Q")}*${n("capacity")}*(1 - ${n("S_in")})
    ${n("offer")} = 0.95*${n("F")}*${n("V")}
    ${n("through")} = 4*${n("gO")}*max(${n("F")}*${n("dry")} - 40, 1)
    ${n("limits")} = 1 + (${n("room")}/(${n("offer")} + 1e-9))^4 + (${n("room")}/${n("through")})^4
    ${n("taken")} = ${n("room")}/sqrt(sqrt(${n("limits")}))
    ${n("span")} = max(${n("dry")} - ${n("pCO2")}, 100)
    ${n("C")} = (${n("V")} - ${n("taken")})/${n("span")}
    ${n("EC")} = ${n("C")}*(1 - exp(-${n("gC")}/${n("C")}))
    ${n("less_one")} = max(${n("cCO2_in")}/(${n("slope")}*${n("pCO2")}) - 1, 0.1)
    ${n("W")} = ${n("EC")}*${n("pCO2")}/(${n("Q")}*max(${n("cCO2_in")}, 1e-6))
    ${inversePower(n("R"), `${n("less_one")}*${n("W")}`, `1/${n("less_one")}`)}
    ${n("plain")} = ${n("cCO2_in")}*(1 - ${n("R")})
    # pCO2 goes with R to the power m, pH with the content.
    ${n("p_half")} = 0.5*${n("pCO2")}*(1 + ${n("R")}/(1 + ${n("R_x")}))
    ${n("u_half")} = ${n("u")} - 0.5*${n("plain")}/${n("content_per_u")}`;
}

/** And what it loses in fact: oxygen taken up drives out 0.3 times as much CO2 at the same pCO2, half of it on the way. */
function haldaneLoss(prefix: string): string {
  const n = (name: string) => `${prefix}_${name}`;
  const use = `${n("wish_C")}*${n("Q")}/${n("spare")}`;
  return `
    ${n("driven")} = 0.15*${n("capacity")}*${n("dS")}/(${n("slope")}*${n("pCO2")})
    ${n("wish_C")} = ${n("plain")} + ${n("cCO2_in")}*${n("R")}*${n("W")}/(1 + ${n("R_x")})*${n("driven")}
    # What the gas that is left can hold at a tenth above the blood's pCO2.
    ${n("spare")} = 1.1*(${n("V")} - max(${n("gain")}*${n("Q")}, 0))*${n("pCO2")}*(1 + ${n("driven")})/${n("span")}
    ${n("loss")} = min(${limited(n("wish_C"), use)}, ${n("cCO2_in")})`;
}

/** What a mL of blood gains of oxygen. x = 26.8 pO2/P50, for the standard curve v/(v + 23400), v = x^3 + 150 x. */
function oxygenGain(prefix: string): string {
  const n = (name: string) => `${prefix}_${name}`;
  const last = `x${LAYERS}`;
  return `
    ${n("x_gas")} = ${n("F")}*${n("dry")}*26.8/${n("P50")}
    ${n("per_x")} = ${n("solubility")}*${n("P50")}/26.8
    ${n("sink")} = ${n("capacity")}/${n("per_x")}
    # The inlet: x from the saturation in closed form, and a step of Newton for the dissolved oxygen.
    ${n("bound")} = min(${n("S_in")}, 0.985)
    ${n("v")} = 23400*${n("bound")}/(1 - ${n("bound")})
    ${n("cube")} = 0.5*(${n("v")} + sqrt(${n("v")}^2 + 5e5))
    ${cubeRoot(n("t"), n("cube"), "wide")}
    ${n("i")} = max(${n("t")} - 50/${n("t")}, (${n("cO2_in")} - ${n("capacity")})/${n("per_x")})
    ${curve(n("i"))}
    ${n("i_content")} = ${n("capacity")}*(1 - 23400/${n("i_one")}) + ${n("per_x")}*${n("i")}
    ${n("i_slope")} = ${n("capacity")}*${n("i_rise")} + ${n("per_x")}
    ${n("x0")} = max(${n("i")} + (${n("cO2_in")} - ${n("i_content")})/${n("i_slope")}, 0)
    # By how much pO2 falls along a fibre, for each mL/min that leaves it.
    ${n("ratio")} = min(${n("plain")}*${n("Q")}/(${n("room")} + 0.1), 1)
    ${n("fall")} = (1 - ${n("F")}*(1 - ${n("ratio")}))*${n("dry")}/${n("V")}
    ${n("depth")} = ${n("gO")}/(${LAYERS}*${n("Q")}*${n("solubility")})
    ${Array.from({ length: LAYERS }, (_, i) => layer(prefix, i)).join("")}
    ${curve(n(last))}
    ${n("dS")} = 23400/${n("x0_one")} - 23400/${n(`${last}_one`)}
    ${n("wish_O")} = ${n("capacity")}*${n("dS")} + ${n("per_x")}*(${n(last)} - ${n("x0")})
    ${n("gain")} = ${limited(n("wish_O"), `max(${n("wish_O")}, 0)*${n("Q")}/(${n("offer")} + 1e-9)`)}`;
}

/** `<x>_one` = v + 23400 and `<x>_rise` = dS/dx (severinghaus1979). */
function curve(x: string): string {
  return `
    ${x}_one = ${x}*(${x}^2 + 150) + 23400
    ${x}_rise = 23400*(3*${x}^2 + 150)/${x}_one^2`;
}

/**
 * A layer, by its middle: dx/dl = G/(Q solubility) (1 + sink)^(-2/3) (x_gas - x), with 1/(1 + r + r^2/2) for exp(-r),
 * and for 1 - exp(-X) of the gas in the fibre 1 - 1/(1 + X + X^2/2 + X^3/6), X as at the start of the layer.
 */
function layer(prefix: string, i: number): string {
  const n = (name: string) => `${prefix}_${name}`;
  const [start, middle] = [n(`x${i}`), n(`m${i}`)];
  const root = (x: string) => `${curve(x)}
    ${x}_y = 1 + ${n("sink")}*${x}_rise
    ${cubeRoot(`${x}_root`, `${x}_y`, "narrow")}`;
  const move = (r: string) => `${n("x_gas")} - (${n("x_gas")} - ${start})/(1 + ${r} + 0.5*${r}^2)`;
  return `${root(start)}
    ${n(`X${i}`)} = ${n("gO")}*${start}_root*${n("fall")}
    ${n(`e${i}`)} = 1 + ${n(`X${i}`)}*(0.5 + ${n(`X${i}`)}/6)
    ${n(`d${i}`)} = ${n("depth")}*${n(`e${i}`)}/(1 + ${n(`X${i}`)}*${n(`e${i}`)})
    ${n(`half${i}`)} = 0.5*${n(`d${i}`)}/${start}_root^2
    ${middle} = ${move(n(`half${i}`))}
    ${root(middle)}
    ${n(`whole${i}`)} = ${n(`d${i}`)}/${middle}_root^2
    ${n(`x${i + 1}`)} = ${move(n(`whole${i}`))}`;
}
