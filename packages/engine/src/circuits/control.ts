/** What moves the tone of vessels and the strength of the heart: reflexes, drugs, autoregulation, ischaemia. */
import { drugs } from "../components/drugs.ts";
import { myocardium } from "../components/myocardium.ts";
import { baroreflexes, cerebralAutoregulation } from "../components/reflexes.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import { input, signal } from "../language/component.ts";
import { TERRITORIES } from "./coronaries.ts";

/** All factors together: the only place where they meet. */
const control = signal("control", {
  doc: "Product of the patient's own tone, reflexes, drugs and ischaemia.",
  inputs: Object.fromEntries(
    [
      ["own_systemic", "The patient's own systemic resistance"],
      ["own_venous", "The patient's own unstressed venous volume"],
      ["own_pulmonary", "The patient's own pulmonary resistance"],
      ["reflex_resistance", "Reflex, resistance"],
      ["reflex_venous", "Reflex, venous volume"],
      ["reflex_contractility", "Reflex, contractility"],
      ["drug_resistance", "Drugs, resistance"],
      ["drug_venous", "Drugs, venous volume"],
      ["drug_pulmonary", "Drugs, pulmonary resistance"],
      ["drug_contractility", "Drugs, contractility"],
      ["drug_contractility_right", "Drugs, contractility of the right ventricle"],
      ["drug_rate", "Drugs, heart rate"],
      ["rate_clamped", "1 when the heart rate is the one set"],
      ["regional_left", "Contraction that ischaemia leaves, left"],
      ["regional_right", "Contraction that ischaemia leaves, right"],
    ].map(([name, text]) => [name, input("1", text)]),
  ),
  law: `
    systemic = own_systemic*reflex_resistance*drug_resistance
    venous = own_venous*reflex_venous*drug_venous
    pulmonary = own_pulmonary*drug_pulmonary
    contractility = reflex_contractility*drug_contractility
    chronotropy = if(rate_clamped > 0.5, 1, drug_rate)
    inotropy_left = contractility*regional_left
    inotropy_right = reflex_contractility*drug_contractility_right*regional_right
  `,
});

export function addControl(c: CircuitBuilder): void {
  c.add("drugs", drugs);
  c.add("reflexes", baroreflexes, {
    inputs: { pressure: "root_mean", atrial_pressure: "cvp_mean - thorax.p" },
  });
  c.measure("brain_veins_mean", "mean", "upper_body_veins.p");
  c.add("cerebral", cerebralAutoregulation, {
    inputs: { flow: "brain_flow", venous_pressure: "brain_veins_mean", R: "brain_bed.R" },
  });
  c.add("control", control, {
    inputs: {
      own_systemic: "vessels.systemic",
      own_venous: "vessels.venous_volume",
      own_pulmonary: "vessels.pulmonary",
      reflex_resistance: "reflexes.resistance",
      reflex_venous: "reflexes.venous",
      reflex_contractility: "reflexes.contractility",
      drug_resistance: "drugs.resistance",
      drug_venous: "drugs.venous",
      drug_pulmonary: "drugs.pulmonary",
      drug_contractility: "drugs.contractility",
      drug_contractility_right: "drugs.contractility_right",
      drug_rate: "drugs.rate",
      rate_clamped: "reflexes.rate_clamped",
      regional_left: "regional.left",
      regional_right: "regional.right",
    },
  });
  addMyocardium(c);
}

function addMyocardium(c: CircuitBuilder): void {
  for (const [name, v] of [
    ["left_myocardium", "lv"],
    ["right_myocardium", "rv"],
  ]) {
    c.add(name, myocardium, {
      group: `${v}.metabolism`,
      inputs: {
        power: `${v}_power`,
        esv: `${v}_esv`,
        V0: `${v}.V0`,
        Ees: `${v}.Ees`,
        strength: `heart.beating*${v}.strength`,
        alpha: `${v}.alpha`,
        beta: `${v}.beta`,
        V_wall: `${v}.V_wall`,
        fibrillates: "heart.ventricular_fibrillation",
      },
    });
  }
  const met = TERRITORIES.map(({ name, left }) => `${left}*coronary_${name}.met`).join(" + ");
  for (const [name, v] of [
    ["left_myocardium", "lv"],
    ["right_myocardium", "rv"],
  ]) {
    c.beatValue(`${v}_work`, `${name}.work`);
    c.beatValue(`${v}_potential`, `${name}.potential`);
  }
  const rightMet = TERRITORIES.map((x) => `${x.right}*coronary_${x.name}.met`).join(" + ");
  c.beatValue("rv_consumption", `right_myocardium.demand*(${rightMet})`);
  c.beatValue("lv_consumption", `left_myocardium.demand*(${met})`);
  c.measure("coronary_inflow", "mean", TERRITORIES.map(({ name }) => `${name}_ostium.q`).join(" + "));
}
