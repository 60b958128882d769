/** The rows I1-I9, E1-E6 and T1-T3 of the mission's tables, judged on a comparison's columns. */
import type { Indices } from "@counterpulse/engine";
import type { Device } from "./support.ts";

export interface Effect {
  readonly id: string;
  /** What the row says, and why it cannot be judged where `holds` is null. */
  readonly text: string;
  /** The part of `text` in brackets at its end: the reason, or what happens here. */
  readonly remark: string | null;
  readonly index: string;
  readonly support: string;
  readonly reference: string;
  readonly expected: "up" | "down" | "unchanged" | "pulsatile" | "non-pulsatile" | "up or down";
  readonly change: number | null;
  readonly change_pct: number | null;
  readonly holds: boolean | null;
}

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly index: keyof Indices & string;
  readonly expected: Effect["expected"];
  /** Why no verdict can be given yet. */
  readonly unknown?: string;
}

/** Changes smaller than this part of the reference count as no change. */
const NOTICEABLE = 0.005;
/** A support whose pulse is at least this much wider than without is pulsatile (mmHg). */
const PULSE_MMHG = 1;

const rule = (id: string, text: string, index: string, expected: Effect["expected"], unknown?: string): Rule =>
  unknown === undefined ? { id, text, index, expected } : { id, text, index, expected, unknown };

const NEEDS_CORONARY = "coronary autoregulation and stenoses are not modelled yet";
const NEEDS_MICRO = "the microcirculation is not modelled yet";
const NEEDS_OXYGEN = "myocardial oxygen consumption is not modelled yet";

const IABP_RULES: readonly Rule[] = [
  rule("I1", "pulsatile support: the balloon widens the swing of aortic pressure", "pressure_swing_mmHg", "pulsatile"),
  rule("I2", "stroke volume rises", "lv_sv_mL", "up"),
  rule("I2", "cardiac output rises", "co_native_L_min", "up"),
  rule("I3", "systemic pressure rises", "aortic_mean_mmHg", "up"),
  rule("I3", "diastolic pressure rises markedly", "aortic_augmented_diastolic_mmHg", "up"),
  rule("I3", "systolic pressure falls", "aortic_systolic_mmHg", "down"),
  rule("I4", "coronary flow in open arteries rises", "coronary_flow_mL_min", "up", NEEDS_CORONARY),
  rule(
    "I5",
    "coronary flow beyond a critical stenosis does not change",
    "coronary_lad_flow_mL_min",
    "unchanged",
    NEEDS_CORONARY,
  ),
  rule("I6", "left ventricular preload falls", "lv_edv_mL", "down"),
  rule("I6", "left ventricular end-diastolic pressure falls", "lv_edp_mmHg", "down"),
  rule("I6", "pulmonary capillary wedge pressure falls", "pcwp_mmHg", "down"),
  rule("I7", "left ventricular wall stress falls", "lv_peak_wall_stress_kPa", "down"),
  rule("I7", "pressure-volume area, which oxygen demand follows, falls", "lv_pva_mmHg_mL", "down"),
  rule("I7", "myocardial oxygen consumption falls", "lv_mvo2_mL_min", "down", NEEDS_OXYGEN),
  rule("I8", "reperfusion after thrombolysis improves", "coronary_lad_flow_mL_min", "up", NEEDS_CORONARY),
  rule("I9", "microvascular flow does not improve", "microvascular_flow_index", "unchanged", NEEDS_MICRO),
];

const ECMO_RULES: readonly Rule[] = [
  rule("E1", "non-pulsatile support: the swing of aortic pressure narrows", "pressure_swing_mmHg", "non-pulsatile"),
  rule("E2", "total flow rises considerably", "total_flow_L_min", "up"),
  rule("E2", "the right heart is relieved: central venous pressure falls", "cvp_mmHg", "down"),
  rule(
    "E3",
    "left ventricular preload: down in a heart with reserve, up with distension in a weak one",
    "lv_edp_mmHg",
    "up or down",
  ),
  rule(
    "E3",
    "wedge pressure: down in a heart with reserve, up with distension in a weak one",
    "pcwp_mmHg",
    "up or down",
  ),
  rule("E4", "left ventricular afterload rises: mean aortic pressure", "aortic_mean_mmHg", "up"),
  rule("E4", "left ventricular afterload rises: end-systolic volume", "lv_esv_mL", "up"),
  rule("E4", "left ventricular wall stress rises", "lv_peak_wall_stress_kPa", "up"),
  rule("E4", "pressure-volume area, which oxygen demand follows, rises", "lv_pva_mmHg_mL", "up"),
  rule(
    "E5",
    "left ventricular distension",
    "pcwp_mmHg",
    "up",
    "it is a share of patients; whether this one is distended is told for each column",
  ),
  rule("E6", "microvascular flow improves", "microvascular_flow_index", "up", NEEDS_MICRO),
];

const BOTH_RULES: readonly Rule[] = [
  rule("T1", "left ventricular afterload falls: peak wall stress", "lv_peak_wall_stress_kPa", "down"),
  rule("T1", "left ventricular afterload falls: peak left ventricular pressure", "lv_peak_mmHg", "down"),
  rule("T1", "left ventricular end-diastolic pressure falls", "lv_edp_mmHg", "down"),
  rule("T1", "pulmonary capillary wedge pressure falls", "pcwp_mmHg", "down"),
  rule("T2", "pressure-volume area, which oxygen demand follows, falls", "lv_pva_mmHg_mL", "down"),
  rule("T2", "myocardial oxygen consumption falls", "lv_mvo2_mL_min", "down", NEEDS_OXYGEN),
  rule("T3", "coronary perfusion rises", "coronary_flow_mL_min", "up", NEEDS_CORONARY),
];

interface Judged {
  readonly support: ReadonlySet<Device>;
  readonly column: { readonly support: string; readonly converged: boolean; readonly indices: Indices };
  /** Indices at the same time after the supports' start for all columns that have supports. */
  readonly indicesAt?: Indices | null;
}

/** Judge every row for which the comparison has the two columns. */
export function judgeEffects(columns: readonly Judged[]): Effect[] {
  const find = (...devices: Device[]): Judged | undefined =>
    columns.find((c) => c.support.size === devices.length && devices.every((d) => c.support.has(d)));
  const pairs: [readonly Rule[], Judged | undefined, Judged | undefined][] = [
    [IABP_RULES, find("iabp"), find()],
    [ECMO_RULES, find("va-ecmo"), find()],
    [BOTH_RULES, find("va-ecmo", "iabp"), find("va-ecmo")],
  ];
  return pairs.flatMap(([rules, column, reference]) =>
    column && reference ? rules.map((r) => judge(r, ...atOneTime(column, reference))) : [],
  );
}

/** Where one of two columns has no steady state, both are judged at the same time after the supports' start. */
function atOneTime(column: Judged, reference: Judged): [Judged["column"], Judged["column"]] {
  if (column.column.converged && reference.column.converged) return [column.column, reference.column];
  const at = (c: Judged): Judged["column"] => ({ ...c.column, indices: c.indicesAt ?? c.column.indices });
  return [at(column), at(reference)];
}

function judge(r: Rule, column: Judged["column"], reference: Judged["column"]): Effect {
  const after = column.indices[r.index];
  const before = reference.indices[r.index];
  const change = after === null || before === null ? null : after - before;
  const relative = change === null || before === null || before === 0 ? null : change / Math.abs(before);
  const [holds, remark] = verdict(r, change, relative);
  return {
    id: r.id,
    text: remark === null ? r.text : `${r.text} (${remark})`,
    remark,
    index: r.index,
    support: column.support,
    reference: reference.support,
    expected: r.expected,
    change,
    change_pct: relative === null ? null : 100 * relative,
    holds,
  };
}

function verdict(r: Rule, change: number | null, relative: number | null): [boolean | null, string | null] {
  if (r.unknown !== undefined) return [null, r.unknown];
  if (change === null || relative === null) return [null, "the index does not exist here"];
  switch (r.expected) {
    case "up":
      return [relative > NOTICEABLE, null];
    case "down":
      return [relative < -NOTICEABLE, null];
    case "unchanged":
      return [Math.abs(relative) <= 10 * NOTICEABLE, null];
    case "pulsatile":
      return [change > PULSE_MMHG, null];
    case "non-pulsatile":
      return [change < -PULSE_MMHG, null];
    case "up or down":
      return [
        Math.abs(relative) > NOTICEABLE,
        relative > NOTICEABLE ? "here it rises" : relative < -NOTICEABLE ? "here it falls" : "here it does not change",
      ];
  }
}
