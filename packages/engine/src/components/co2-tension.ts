/**
 * The way back from content to tension for CO2, at a given saturation. `co2Tension(prefix, terms)` returns lines of a
 * law that stand after `bloodLines(prefix, …)` (components/blood-gas.ts) and define `<prefix>_pCO2` (a number, mmHg),
 * `<prefix>_u` (pH - 7.4 at 37 degC), `<prefix>_slope` (mL/mL per mmHg) and `<prefix>_content_per_u`.
 *
 * With the Van Slyke equation bicarbonate is a straight line in pH, so pCO2 and content follow from the pH in closed
 * form. Two steps of Newton from a straight line find the pH. Against the law itself, to 0.1 mmHg in blood as patients
 * have it: test/components/membrane-lung.test.ts. The host inverts exactly (circuits/blood.ts).
 */
import { CO2_ML_PER_MMOL, co2Lines } from "./blood-gas.ts";
import { expOfSmall } from "./law-text.ts";

const LN10 = Math.LN10;
const PER_MMOL = CO2_ML_PER_MMOL / 1000;

/** @param terms names of the content (mL/mL) and of the saturation */
export function co2Tension(prefix: string, terms: { cCO2: string; S: string }): string {
  const n = (name: string) => `${prefix}_${name}`;
  return `
    ${n("b")} = ${n("base")} - ${n("haldane")}*${terms.S}
    # Bicarbonate must stay positive.
    ${n("u_most")} = ${n("b")}/${n("buffers")} - 0.01
    ${n("straight")} = (${n("b")} - ${terms.cCO2}/(${PER_MMOL}*(1.05 - 0.0121*${n("hb")})))/${n("buffers")}
    ${n("at0_u")} = min(max(${n("straight")}, -1.5), ${n("u_most")})
    ${n("at0_ten")} = exp(${LN10}*${n("at0_u")})
    ${newtonStep(prefix, "at0", terms)}
    ${n("at1_u")} = ${n("at0_next")}
    ${expOfSmall(n("grow"), `${LN10}*(${n("at1_u")} - ${n("at0_u")})`)}
    ${n("at1_ten")} = ${n("at0_ten")}*${n("grow")}
    ${newtonStep(prefix, "at1", terms)}
    ${n("u")} = ${n("at1_next")}
    ${n("p37")} = max(${n("at1_p")} + ${n("at1_dp")}*(${n("u")} - ${n("at1_u")}), 0.2*${n("at1_p")})
    ${n("pCO2")} = ${n("p37")}/${n("cool")}
    ${n("content_per_u")} = ${n("at1_dc")}
    ${n("slope")} = ${n("at1_dc")}/${n("at1_dp")}*${n("cool")}`;
}

/** The content at a pH, its derivative, and the next pH. */
function newtonStep(prefix: string, at: string, { cCO2, S }: { cCO2: string; S: string }): string {
  const n = (name: string) => `${prefix}_${name}`;
  const x = (name: string) => n(`${at}_${name}`);
  return `
    ${x("h")} = ${n("b")} - ${n("buffers")}*${x("u")}
    ${x("p")} = ${x("h")}/(0.0304*10^1.3*${x("ten")})
    ${co2Lines(n(at), { hb: n("hb"), c37: x("p"), HCO3: x("h"), u: x("u"), ten: x("ten"), S })}
    ${x("dp")} = -${x("p")}*(${n("buffers")}/${x("h")} + ${LN10})
    ${x("dcells")} = ${0.000768 * 0.77 * LN10}*${n("hb")}*${x("E")}*(1 + 2*${x("bound")}*${x("E")})
    ${x("dplasma")} = ${x("plasma")}*(0.0304*${x("dp")} - ${n("buffers")})
    ${x("dc")} = ${PER_MMOL}*(${x("dcells")}*${x("p")} + ${x("cells")}*${x("dp")} + ${x("dplasma")})
    ${x("next")} = min(${x("u")} + (${cCO2} - ${x("content")})/${x("dc")}, ${n("u_most")})`;
}
