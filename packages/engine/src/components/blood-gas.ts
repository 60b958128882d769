/**
 * Gases in blood, from tensions to contents. `bloodGas(prefix, terms)` returns lines of a law, so that one component can
 * hold several samples:
 *
 *   signal("lung", { …, law: `${bloodGas("end", { pO2: "PAO2", pCO2: "PACO2", hb: "hb", temperature: "temperature",
 *     baseExcess: "base_excess" })}
 *     uptake = q*(end_cO2 - venous)` })
 *
 * The terms are expressions in mmHg, g/dL, degC and mmol/L. The lines define `<prefix>_S` (fraction), `<prefix>_pH`
 * (plasma, at blood temperature), `<prefix>_HCO3` (plasma bicarbonate at 37 degC, mmol/L), `<prefix>_cO2` and
 * `<prefix>_cCO2` (mL of gas STPD per mL of blood). On the host: circuits/blood.ts.
 *
 *     pO2 --> S = X/(1 + X), X = (pO2/P50)^n --> cO2 = 1.34 Hb S + solubility pO2
 *              ^  |
 *        P50(pH)  | Haldane
 *              |  v
 *     pCO2 --> pH: base excess = (1 - 0.0143 Hb)((HCO3 - 24.26) + (9.5 + 1.63 Hb)(pH - 7.4)) - 0.2 Hb (1 - S)
 *              |
 *              +-> cCO2 = plasma (dissolved, HCO3) + red cells (dissolved, HCO3, carbamino)
 *
 * - Saturation: Hill's law with a cooperativity that falls at low pO2, and P50 shifted by pH in the red cell, pCO2 and
 *   temperature (dash2016; 2,3-DPG at its standard 4.65 mmol/L).
 * - pH: the Van Slyke equation with its correction for saturation (lang2002). Base excess here is that of the fully
 *   oxygenated blood, so giving off oxygen does not change it.
 * - CO2 content: siggaard1988. The form of dash2016 gives some 3 mL/dL less than measured (douglas1988, table 3), that of
 *   douglas1988 itself has a pole at pH 8.1, which blood that a membrane lung washes out comes near.
 * - Temperature: pCO2 and pH are converted between blood temperature and 37 degC as blood gas analysers do, at constant
 *   CO2 content (medicalalgorithms; 0.019 per degC in log pCO2).
 */
import { expOfSmall } from "./law-text.ts";

/** Hüfner's constant (mL O2 per g of haemoglobin) in use at the bedside; 1.36 and 1.39 exist too (F172). */
export const OXYGEN_CAPACITY_ML_PER_G = 1.34;
/** Oxygen dissolved at 37 degC, mL per dL of blood and mmHg (F172). */
export const OXYGEN_SOLUBILITY_ML_PER_DL_MMHG = 0.003;
/** mL (STPD) of a mmol of carbon dioxide, which is not quite an ideal gas. */
export const CO2_ML_PER_MMOL = 22.26;

/** Expressions of a sample: tensions, and what it has in common with other samples of the blood. */
export interface BloodGasTerms extends BloodTerms {
  readonly pO2: string;
  readonly pCO2: string;
}

export interface BloodTerms {
  /** g/dL, degC, mmol/L. */
  readonly hb: string;
  readonly temperature: string;
  readonly baseExcess: string;
}

const LN10 = Math.LN10;

/** What follows from haemoglobin, temperature and base excess alone; hoisted out of the step where these are parameters. */
export function bloodLines(prefix: string, { hb, temperature, baseExcess }: BloodTerms): string {
  const n = (name: string) => `${prefix}_${name}`;
  return `
    ${n("hb")} = (${hb})/1[g/dL]
    ${n("dt")} = (${temperature} - 37[degC])/1[degC]
    # Tensions at 37 degC from those at blood temperature, and the other way round for pH.
    ${n("cool")} = exp(${-0.019 * LN10}*${n("dt")})
    ${n("turn")} = 1 - 0.0065*${n("dt")}
    ${n("P50_T")} = 26.8 + 0.98*(1.4945*${n("dt")} + 4.335e-2*${n("dt")}^2 + 7e-4*${n("dt")}^3)
    ${n("solubility")} = ${OXYGEN_SOLUBILITY_ML_PER_DL_MMHG / 100}*(1 - 1e-2*${n("dt")} + 4.234e-4*${n("dt")}^2)
    ${n("capacity")} = ${OXYGEN_CAPACITY_ML_PER_G / 100}*${n("hb")}
    # Van Slyke: HCO3 + buffers*(pH - 7.4) = base - haldane*S
    ${n("share")} = 1 - 0.0143*${n("hb")}
    ${n("buffers")} = 9.5 + 1.63*${n("hb")}
    ${n("k")} = ${n("buffers")}/${LN10}
    ${n("haldane")} = 0.2*${n("hb")}/${n("share")}
    ${n("base")} = 24.26 + (${baseExcess})/1[mmol/L]/${n("share")} + ${n("haldane")}
    ${n("most")} = exp(${n("base")}/${n("k")})
  `;
}

/**
 * Saturation and acid-base state settle each other (Bohr, Haldane), but weakly: a change of saturation comes back as
 * less than a twentieth of it. So one guess of the saturation (severinghaus1979), one of pH, the saturation from it,
 * Newton's step for the loop through both, and pH and saturation moved along. The bicarbonate h solves
 * h + k ln(h/A) = b, Wright's omega function: two steps of the fourth-order method of fritsch1973, the first from a
 * quadratic guess, the second with the logarithm of the small change by its series. Against an exact solution:
 * test/components/blood-gas.test.ts.
 */
export function bloodGas(prefix: string, terms: BloodGasTerms): string {
  const n = (name: string) => `${prefix}_${name}`;
  const omega = (next: string, from: string, b: string, logarithm: string) => {
    const [w, r, y] = ["w", "r", "y"].map((letter) => n(`${letter}_${next}`));
    return `
    ${w} = ${n(from)}/${n("k")}
    ${r} = ${n(b)}/${n("k")} - ${w} + ${logarithm}
    ${y} = 2*(1 + ${w})*(1 + ${w} + ${r}*${2 / 3})
    ${n(next)} = ${n(from)}*(1 + ${r}*(${y} - ${r})/((1 + ${w})*(${y} - 2*${r})))`;
  };
  return `${bloodLines(prefix, terms)}
    ${n("o")} = max((${terms.pO2})/1[mmHg], 0)
    ${n("c")} = max((${terms.pCO2})/1[mmHg], 0.001)
    ${n("c37")} = ${n("c")}*${n("cool")}
    # Bicarbonate: at pH 7.4, and at the pH that belongs to a first guess of the saturation.
    ${n("A")} = 0.0304*10^1.3*${n("c37")}
    ${n("v")} = ${n("o")}*26.8/${n("P50_T")}
    ${n("v3")} = ${n("v")}*(${n("v")}^2 + 150)
    ${n("S0")} = ${n("v3")}/(${n("v3")} + 23400)
    ${n("b0")} = ${n("base")} - ${n("haldane")}*${n("S0")}
    ${n("e")} = ${n("A")} + 2*${n("k")} - ${n("b0")}
    ${n("root")} = sqrt(${n("e")}^2 + 4*${n("A")}*max(2*${n("k")} + ${n("b0")}, 1))
    ${n("h0")} = min(0.5*(${n("root")} - ${n("e")}), ${n("A")}*${n("most")})
    ${n("ln")} = log(${n("A")}/${n("h0")})
    ${omega("h1", "h0", "b0", n("ln"))}
    ${n("u1")} = (${n("b0")} - ${n("h1")})/${n("buffers")}
    # Saturation at that pH.
    ${p50Lines(prefix, n("u1"), n("c"))}
    ${n("n")} = 2.8 - 1.2*exp(${-LN10 / 29.2}*${n("o")})
    ${n("X")} = exp(${n("n")}*log(${n("o")}/${n("P50")}))
    ${n("S1")} = ${n("X")}/(1 + ${n("X")})
    # The loop: pH falls with S, S rises with pH.
    ${n("bohr")} = ${1.2 * 0.795}*(21.279 - ${n("d")}*(17.744 - 4.41*${n("d")}))/${n("P50_H")}*${n("turn")}
    ${n("dSdu")} = ${n("S1")}*(1 - ${n("S1")})*${n("n")}*${n("bohr")}
    ${n("loop")} = ${n("dSdu")}*${n("haldane")}/(${LN10}*${n("h1")} + ${n("buffers")})
    ${n("db")} = ${n("haldane")}*(${n("S0")} - ${n("S1")})/(1 + ${n("loop")})
    ${n("b")} = ${n("b0")} + ${n("db")}
    ${n("h2")} = ${n("h1")} + ${n("db")}*${n("h1")}/(${n("h1")} + ${n("k")})
    ${n("s")} = (${n("h2")} - ${n("h0")})/(${n("h2")} + ${n("h0")})
    ${n("ss")} = ${n("s")}^2
    ${n("ln2")} = ${n("ln")} - 2*${n("s")}*(1 + ${n("ss")}*(${1 / 3} + ${n("ss")}*(0.2 + ${n("ss")}*${1 / 7})))
    ${omega("HCO3", "h2", "b", n("ln2"))}
    ${n("u")} = (${n("b")} - ${n("HCO3")})/${n("buffers")}
    ${n("S")} = ${n("S1")} + ${n("dSdu")}*(${n("u")} - ${n("u1")})
    ${n("pH")} = 7.4 + ${n("u")}*${n("turn")} - 0.0147*${n("dt")}
    ${n("cO2")} = ${n("capacity")}*${n("S")} + ${n("solubility")}*${n("o")}
    ${n("ten")} = ${n("HCO3")}/${n("A")}
    ${co2Lines(prefix, { hb: n("hb"), c37: n("c37"), HCO3: n("HCO3"), u: n("u"), ten: n("ten"), S: n("S") })}
    ${n("cCO2")} = ${n("content")}
  `;
}

/**
 * P50 (mmHg) at the pH of plasma that is 7.4 + u at 37 degC, and at a pCO2 (dash2016; pH of the red cell by its linear
 * relation to that of plasma). After `bloodLines`; `<prefix>_d` is the change of the red cell's pH.
 */
export function p50Lines(prefix: string, u: string, pCO2: string): string {
  const n = (name: string) => `${prefix}_${name}`;
  return `
    ${n("d")} = clamp(0.795*(${u}*${n("turn")} - 0.0147*${n("dt")}), -1.6, 1.6)
    ${n("P50_H")} = 26.8 + 1.2*${n("d")}*(-21.279 + ${n("d")}*(8.872 - 1.47*${n("d")}))
    ${n("P50_C")} = 26.8 + 1.7*(${pCO2} - 40)*(4.28e-2 + 3.64e-5*(${pCO2} - 40))
    ${n("P50")} = ${n("P50_H")}*${n("P50_C")}*(${n("P50_T")}/${26.8 * 26.8})`;
}

/** Names or numbers: haemoglobin (g/dL), pCO2 at 37 degC (mmHg), HCO3 (mmol/L), u = pH - 7.4 at 37 degC, 10^u, S. */
export interface Co2Terms {
  readonly hb: string;
  readonly c37: string;
  readonly HCO3: string;
  readonly u: string;
  readonly ten: string;
  readonly S: string;
}

/**
 * Total CO2 of blood (siggaard1988, as printed in cobas2010 with haemoglobin in g/dL), as `<prefix>_content`, mL per mL.
 * In the red cell pH = 7.19 + 0.77 u + 0.035 (1 - S) and pK = 6.125 - log10(1 + 10^(pH - 7.84 - 0.06 S)); of
 * `<prefix>_E` = 10^(pH - 6.125) what is not 10^u is the exponential of something small, by its Padé approximant.
 */
export function co2Lines(prefix: string, x: Co2Terms): string {
  const n = (name: string) => `${prefix}_${name}`;
  const y = 0.06 * LN10;
  return `
    ${expOfSmall(n("shift"), `${-0.23 * LN10}*${x.u} + ${0.035 * LN10}*(1 - ${x.S})`)}
    ${n("E")} = 10^(7.19 - 6.125)*${x.ten}*${n("shift")}
    ${n("bound")} = 10^(6.125 - 7.84)*(1 - ${x.S}*(${y} - ${x.S}*(${(y * y) / 2} - ${(y * y * y) / 6}*${x.S})))
    ${n("cells")} = 0.000768*${x.hb}*(1 + ${n("E")}*(1 + ${n("bound")}*${n("E")}))
    ${n("plasma")} = 1 - ${x.hb}/33.83
    ${n("content")} = ${CO2_ML_PER_MMOL / 1000}*(${n("cells")}*${x.c37} + ${n("plasma")}*(0.0304*${x.c37} + ${x.HCO3}))`;
}
