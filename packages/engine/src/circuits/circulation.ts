/**
 * The closed loop: heart, aorta in segments, regional beds, veins, lungs and the places where devices attach.
 *
 *   la -mv-> lv -av-> root - arch - upper_thoracic - lower_thoracic - abdominal - iliac L/R - legs
 *            coronaries  |  brain, arms                              renal, splanchnic
 *   ra <- svc, ivc <- regional veins <- beds          ra -tv-> rv -pv-> pulmonary artery - capillaries - veins -> la
 */
import { arterialSegment, arterialWall, largeArteryWall } from "../components/artery.ts";
import { atrium } from "../components/atrium.ts";
import { bed } from "../components/bed.ts";
import { person, vascularTone } from "../components/body.ts";
import { pericardium } from "../components/pericardium.ts";
import { septum } from "../components/septum.ts";
import { valve, valveLeak } from "../components/valve.ts";
import { collapsibleInflow, greatVein, vein, venousReturn } from "../components/vein.ts";
import { ventricle } from "../components/ventricle.ts";
import { addIabp, IABP } from "../devices/iabp.ts";
import { addImpella } from "../devices/impella.ts";
import { addTandemHeart, TANDEMHEART } from "../devices/tandemheart.ts";
import { addVaEcmo, drainedContent, type EcmoSites, VA_ECMO } from "../devices/va-ecmo.ts";
import { addSeptostomy } from "../devices/vent.ts";
import { type Circuit, CircuitBuilder, type Port } from "../language/circuit.ts";
import type { NodeComponent } from "../language/component.ts";
import { addControl } from "./control.ts";
import { addCoronaries } from "./coronaries.ts";
import { addGasExchange } from "./gas-exchange.ts";
import { addMeasures } from "./measures.ts";
import { addRhythm } from "./rhythm.ts";
import { type Scope, TONES, type Tones } from "./scope.ts";
import { by, volume } from "./values.ts";

const AROUND_HEART = "pericardium.p";
const CHEST = "thorax.p";

/** The circuit with its devices, each off by default; `haemodynamics` leaves out what only the full physiology needs. */
export function circulation(scope: Scope = "full"): Circuit {
  const tones = TONES[scope];
  const c = new CircuitBuilder(scope === "full" ? "closed-loop circulation" : "closed-loop haemodynamics");
  c.add("patient", person).add("vessels", vascularTone);
  addRhythm(c, scope);
  addHeart(c, tones);
  addArteries(c, scope);
  addCoronaries(c, scope);
  addBeds(c, tones);
  addVeins(c, tones);
  addLungs(c, tones, scope);
  addIabp(c, {
    upper: "upper_thoracic_aorta",
    lower: "lower_thoracic_aorta",
    endSystole: "ventricular_activation.end_systole",
    expected: "heart.expected",
    irregular: "heart.irregular",
  });
  addVaEcmo(c, ecmoSites(scope));
  addMeasures(c, scope);
  if (scope === "full") {
    addImpella(c, { ventricle: "lv", root: "aortic_root" });
    addTandemHeart(c, { leftAtrium: "left_atrium", femoral: "left_iliac_artery" });
    addSeptostomy(c, { leftAtrium: "left_atrium", rightAtrium: "right_atrium" });
    addControl(c);
    addGasExchange(c, (scalar) => drainedContent(ecmoSites(scope), scalar));
  }
  return c.build({ period: "heart.period", bloodVolume: `patient.blood_volume + ${VA_ECMO.prime}` });
}

const ecmoSites = (scope: Scope): EcmoSites => ({
  ivc: "inferior_caval_vein",
  rightAtrium: "right_atrium",
  ...(scope === "full" ? { vents: { leftAtrium: "left_atrium", pulmonaryArtery: "pulmonary_artery" } } : {}),
  femoral: "right_iliac_artery",
  ascending: "aortic_root",
  axillary: "right_arm_arteries",
  leg: "right_leg_arteries",
});

function addHeart(c: CircuitBuilder, tones: Tones): void {
  c.add("septum", septum, {
    inputs: {
      e: "ventricular_activation.e",
      strength: "lv.strength*lv.Ees",
      p_left: "lv.p_free",
      p_right: "rv.p_free",
      slope_left: "lv.slope",
      slope_right: "rv.slope",
      V_left: "lv.V",
      V_right: "rv.V",
    },
  });
  c.add("pericardium", pericardium, {
    inputs: { V_heart: "lv.V + rv.V + left_atrium.V + right_atrium.V", p_thorax: CHEST },
  });
  c.add("lv", ventricle, {
    inputs: {
      e: "ventricular_activation.e",
      inotropy: tones.inotropy.left,
      septal_shift: "septum.shift",
      p_out: AROUND_HEART,
    },
    startPressure: 12,
    set: {
      Ees: by(2.4, "burkhoff1993; raised to a normal ejection fraction", [0.2, 6]),
      beta: by(0.024, "burkhoff1993", [0.012, 0.04]),
    },
  });
  c.add("rv", ventricle, {
    inputs: {
      e: "ventricular_activation.e",
      inotropy: tones.inotropy.right,
      septal_shift: "0[mL] - septum.shift",
      p_out: AROUND_HEART,
    },
    startPressure: 8,
    set: {
      Ees: by(0.55, "smith2004", [0.08, 2]),
      beta: by(0.02, "burkhoff1993; lower for the thinner wall", [0.01, 0.035]),
      V_wall: by(50, "assumption; normal muscle mass over its density", [20, 120]),
    },
  });
  c.add("left_atrium", atrium, {
    inputs: { e: "atrial_activation.e", p_out: AROUND_HEART },
    startPressure: 8,
    set: { E_passive: by(0.17, "mynard2012; raised"), E_active: by(0.3, "burkhoff1993; raised from 0.25") },
  });
  c.add("right_atrium", atrium, {
    inputs: { e: "atrial_activation.e", p_out: AROUND_HEART },
    startPressure: 4,
    set: { E_passive: by(0.1, "mynard2012"), E_active: by(0.2, "burkhoff1993") },
  });
  heartValve(c, "mitral", "left_atrium", "lv", [5, 0.8, 8], 0.4);
  heartValve(c, "aortic", "lv", "aortic_root", [4, 0.4, 6], 0.3);
  heartValve(c, "tricuspid", "right_atrium", "rv", [6, 1, 9], 0.4);
  heartValve(c, "pulmonary", "rv", "pulmonary_artery", [4, 0.6, 6], 0.35);
}

/** A valve and, beside it, its leak; `area`: default and range (cm2), `leak`: orifice of half regurgitation (cm2). */
function heartValve(
  c: CircuitBuilder,
  name: string,
  from: string,
  to: string,
  area: readonly [number, number, number],
  leak: number,
): void {
  c.add(`${name}_valve`, valve, {
    // The events of the aortic valve decide the root's pressures; the others close softly or against low pressure.
    slow: name !== "aortic",
    from,
    to,
    set: { area: by(area[0], "textbook areas, recalled", [area[1], area[2]]) },
  });
  c.add(`${name}_leak`, valveLeak, {
    from,
    to,
    group: `${name}_valve`,
    set: { reference_leak: by(leak, "assumption; from orifice flow at normal pressures") },
  });
}

/** Compliance (mL/mmHg) and unstressed volume (mL) of a compartment, which starts at 85 mmHg. */
function artery(
  c: CircuitBuilder,
  name: string,
  C: number,
  V0: number,
  options: { displaced?: string; chest?: boolean; large?: boolean } = {},
): void {
  c.add(name, options.large ? largeArteryWall : arterialWall, {
    inputs: {
      compliance_scale: "vessels.arterial_compliance",
      ...(options.displaced ? { displaced: options.displaced } : {}),
      ...(options.chest ? { p_out: CHEST } : {}),
    },
    startPressure: 85,
    set: {
      C: by(C, "heldt2004; adapted and split by segment"),
      V0: volume(V0, "heldt2004; adapted and split by segment"),
    },
  });
}

function segment(
  c: CircuitBuilder,
  name: string,
  from: Port,
  to: string,
  length: number,
  area: number,
  options: { narrowing?: string; slow?: boolean; pulsatile?: number } = {},
): void {
  const { narrowing, slow = false, pulsatile } = options;
  c.add(name, arterialSegment, {
    from,
    to,
    slow,
    ...(narrowing ? { inputs: { narrowing } } : {}),
    set: {
      length: by(length, "westerhof1969; adapted"),
      area: by(area, "westerhof1969; adapted"),
      ...(pulsatile ? { pulsatile: by(pulsatile, "assumption; damping ratio of the branch about 0.3") } : {}),
    },
  });
}

function addArteries(c: CircuitBuilder, scope: Scope): void {
  const displaced = IABP.displaced;
  artery(c, "aortic_root", 0.16, 18, { chest: true, large: true });
  artery(c, "aortic_arch", 0.2, 16, { chest: true, large: true });
  artery(c, "upper_thoracic_aorta", 0.15, 27, { displaced, chest: true, large: true });
  artery(c, "lower_thoracic_aorta", 0.13, 27, { displaced, chest: true, large: true });
  artery(c, "abdominal_aorta", 0.11, 14, { large: true });
  artery(c, "left_iliac_artery", 0.035, 8);
  artery(c, "right_iliac_artery", 0.035, 8);
  artery(c, "brain_arteries", 0.07, 60);
  artery(c, "left_arm_arteries", 0.028, 30);
  artery(c, "right_arm_arteries", 0.028, 30);
  artery(c, "renal_arteries", 0.06, 20);
  artery(c, "splanchnic_arteries", 0.12, 150);
  artery(c, "left_leg_arteries", 0.07, 90);
  artery(c, "right_leg_arteries", 0.07, 90);
  segment(c, "ascending_aorta", "aortic_root", "aortic_arch", 6, 6.2);
  segment(c, "arch_to_descending", "aortic_arch", "upper_thoracic_aorta", 8, 4.6, { narrowing: IABP.narrowing.upper });
  segment(c, "mid_thoracic", "upper_thoracic_aorta", "lower_thoracic_aorta", 12, 3.8, {
    narrowing: IABP.narrowing.middle,
  });
  segment(c, "thoracic_to_abdominal", "lower_thoracic_aorta", "abdominal_aorta", 12, 3.0, {
    narrowing: IABP.narrowing.lower,
  });
  segment(c, "abdominal_to_left_iliac", "abdominal_aorta", "left_iliac_artery", 13, 0.8, { slow: true, pulsatile: 8 });
  segment(c, "abdominal_to_right_iliac", "abdominal_aorta", "right_iliac_artery", 13, 0.8, {
    slow: true,
    pulsatile: 8,
  });
  segment(c, "left_femoral", "left_iliac_artery", "left_leg_arteries", 25, 0.5, {
    ...(scope === "full" ? { narrowing: TANDEMHEART.legNarrowing } : {}),
    slow: true,
  });
  segment(c, "right_femoral", "right_iliac_artery", "right_leg_arteries", 25, 0.5, {
    narrowing: VA_ECMO.legNarrowing,
    slow: true,
  });
  segment(c, "carotids", "aortic_arch", "brain_arteries", 20, 0.9, { slow: true, pulsatile: 16 });
  // It leaves the distal arch, between the two segments: what it carries is of both.
  const distalArch = [
    { node: "aortic_arch", share: "0.5" },
    { node: "upper_thoracic_aorta", share: "0.5" },
  ];
  segment(c, "left_subclavian", scope === "full" ? distalArch : "aortic_arch", "left_arm_arteries", 30, 0.45, {
    slow: true,
    pulsatile: 8,
  });
  segment(c, "right_subclavian", "aortic_arch", "right_arm_arteries", 30, 0.45, { slow: true, pulsatile: 8 });
  segment(c, "renal_trunks", "abdominal_aorta", "renal_arteries", 5, 0.5, { slow: true, pulsatile: 12 });
  segment(c, "splanchnic_trunks", "abdominal_aorta", "splanchnic_arteries", 6, 0.7, { slow: true, pulsatile: 12 });
}

function addBeds(c: CircuitBuilder, tones: Tones): void {
  const add = (
    name: string,
    from: string,
    to: string,
    R: number,
    source = "heldt2004; resting regional flows",
    tone = tones.systemic,
  ): void => {
    c.add(name, bed, { from, to, inputs: { tone }, set: { R: by(R, source) } });
  };
  add("brain_bed", "brain_arteries", "upper_body_veins", 6.9, "heldt2004; resting regional flows", tones.brain);
  add("left_arm_bed", "left_arm_arteries", "upper_body_veins", 33);
  add("right_arm_bed", "right_arm_arteries", "upper_body_veins", 33);
  add("renal_bed", "renal_arteries", "renal_veins", 4.7);
  add("splanchnic_bed", "splanchnic_arteries", "splanchnic_veins", 3.7);
  add("left_leg_bed", "left_leg_arteries", "leg_veins", 10.5);
  add("right_leg_bed", "right_leg_arteries", "leg_veins", 10.5);
  add("bronchial_bed", "upper_thoracic_aorta", "pulmonary_veins", 190, "bronchial flow about 0.5 % of cardiac output");
}

function addVeins(c: CircuitBuilder, tones: Tones): void {
  const peripheral = (name: string, C: number, V0: number): void => {
    c.add(name, vein, {
      inputs: { tone: tones.venous },
      startPressure: 9,
      reservoir: `${name}.C`,
      set: { C: by(C, "heldt2004; adapted"), V0: volume(V0, "heldt2004; adapted") },
    });
  };
  peripheral("upper_body_veins", 8, 600);
  peripheral("renal_veins", 5, 30);
  peripheral("splanchnic_veins", 55, 900);
  peripheral("leg_veins", 19, 620);
  c.add("superior_caval_vein", greatVein, {
    inputs: { p_out: CHEST },
    startPressure: 4,
    set: {
      collapse_pressure: by(4, "assumption", [1, 8]),
      C: by(1.3, "heldt2004"),
      V0: volume(16, "heldt2004"),
    },
  });
  c.add("inferior_caval_vein", greatVein, {
    startPressure: 4.5,
    set: {
      collapse_pressure: by(2, "assumption; collapse about a drainage cannula", [1, 6]),
      C: by(2.2, "heldt2004"),
      V0: volume(110, "heldt2004; abdominal and thoracic parts joined"),
    },
  });
  const drain = (name: string, from: string, to: string, R: number): void => {
    c.add(name, venousReturn, {
      from,
      to,
      inputs: { p_closing: `${from}.p_closing` },
      set: {
        R: by(
          R,
          "resistance to venous return about 0.7 mmHg per L/min, between ursino1998 (0.4) and guyton1957 (1.4; maas2009 has more), by the fall of CVP with ECMO flow in popkova2020; shares from heldt2004",
        ),
      },
    });
  };
  drain("upper_body_drainage", "upper_body_veins", "superior_caval_vein", 0.17);
  drain("renal_drainage", "renal_veins", "inferior_caval_vein", 0.18);
  drain("splanchnic_drainage", "splanchnic_veins", "inferior_caval_vein", 0.11);
  drain("leg_drainage", "leg_veins", "inferior_caval_vein", 0.18);
  const inflow = (name: string, from: string, R: number): void => {
    c.add(name, collapsibleInflow, {
      from,
      to: "right_atrium",
      inputs: { collapse: `${from}.collapse` },
      set: { R: by(R, "heldt2004") },
    });
  };
  inflow("superior_caval_inflow", "superior_caval_vein", 0.03);
  inflow("inferior_caval_inflow", "inferior_caval_vein", 0.018);
}

function addLungs(c: CircuitBuilder, tones: Tones, scope: Scope): void {
  const vessel = (name: string, C: number, V0: number, start: number, wall: NodeComponent = arterialWall): void => {
    c.add(name, wall, {
      inputs: { p_out: CHEST },
      startPressure: start,
      set: { C: by(C, "heldt2004; ursino1998", [C / 4, C * 2]), V0: volume(V0, "heldt2004") },
    });
  };
  vessel("pulmonary_artery", 2.6, 80, 15);
  vessel("pulmonary_capillaries", 3, 100, 10);
  // Pumps on the left atrium and high pressures in the chest can empty the lungs' veins: then they collapse.
  const full = scope === "full";
  vessel("pulmonary_veins", 10, 380, 8, full ? greatVein : arterialWall);
  const tone = { tone: tones.pulmonary };
  c.add("pulmonary_arterioles", bed, {
    from: "pulmonary_artery",
    to: "pulmonary_capillaries",
    inputs: tone,
    set: { R: by(0.055, "heldt2004") },
  });
  c.add("pulmonary_venules", bed, {
    from: "pulmonary_capillaries",
    to: "pulmonary_veins",
    inputs: tone,
    set: { R: by(0.03, "heldt2004") },
  });
  const way = { from: "pulmonary_veins", to: "left_atrium", set: { R: by(0.01, "heldt2004", [0.005, 0.02]) } };
  if (full) c.add("pulmonary_return", venousReturn, { ...way, inputs: { p_closing: `${CHEST} - 5[mmHg]` } });
  else c.add("pulmonary_return", bed, way);
}
