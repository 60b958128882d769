/** The rows I1-I9, E1-E6 and T1-T3 of the mission's tables, judged on a comparison's columns. */
import type { Indices } from "@counterpulse/engine";
import type { Settings } from "./settings.ts";
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
  /** Settings under which both columns were solved again for this entry; null where it is read off the columns themselves. */
  readonly with: Settings | null;
}

/** States of the coronaries that rows speak of, whatever the patient's own: ischaemia held off, so that only flow tells. */
export const VARIANTS = {
  /** No dilator reserve left anywhere: flow follows pressure. */
  dilated: everywhere({ reperfusion: 1, ischaemia: 0 }),
  /** A critical stenosis of the LAD. */
  critical: { "coronary.lad.stenosis_pct": 95, ...everywhere({ ischaemia: 0 }) },
  /** After thrombolysis: LAD open with three quarters of its diameter still narrowed, its bed dilated. */
  residual: { "coronary.lad.stenosis_pct": 75, "coronary.lad.reperfusion": 1, ...everywhere({ ischaemia: 0 }) },
} as const satisfies Record<string, Settings>;

export type Variant = keyof typeof VARIANTS;

function everywhere(values: Settings): Settings {
  return Object.fromEntries(
    ["lad", "lcx", "rca"].flatMap((t) => Object.entries(values).map(([key, value]) => [`coronary.${t}.${key}`, value])),
  );
}

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly index: keyof Indices & string;
  readonly expected: Effect["expected"];
  /** Why a single patient gives no verdict. */
  readonly unknown?: string;
  readonly variant?: Variant;
  /** What the change is measured against, when not the reference's own value: a value without the variant. */
  readonly against?: "without variant";
}

/** Changes smaller than this part of the reference count as no change. */
const NOTICEABLE = 0.005;
/** A support whose pulse is at least this much wider than without is pulsatile (mmHg). */
const PULSE_MMHG = 1;

const rule = (
  id: string,
  text: string,
  index: string,
  expected: Effect["expected"],
  more: Pick<Rule, "unknown" | "variant" | "against"> = {},
): Rule => ({ id, text, index, expected, ...more });

const IABP_RULES: readonly Rule[] = [
  rule("I1", "pulsatile support: the balloon widens the swing of aortic pressure", "pressure_swing_mmHg", "pulsatile"),
  rule("I2", "stroke volume rises", "lv_sv_mL", "up"),
  rule("I2", "cardiac output rises", "co_native_L_min", "up"),
  rule("I3", "systemic pressure rises", "aortic_mean_mmHg", "up"),
  rule("I3", "diastolic pressure rises markedly", "aortic_augmented_diastolic_mmHg", "up"),
  rule("I3", "systolic pressure falls", "aortic_systolic_mmHg", "down"),
  rule(
    "I4",
    "coronary flow in open arteries rises, with the patient's own autoregulation",
    "coronary_flow_mL_min",
    "up",
  ),
  rule("I4", "coronary flow in open arteries rises once dilator reserve is exhausted", "coronary_flow_mL_min", "up", {
    variant: "dilated",
  }),
  rule(
    "I5",
    "LAD flow beyond a critical (95 %) stenosis does not change, against its flow without stenosis",
    "coronary_lad_flow_mL_min",
    "unchanged",
    { variant: "critical", against: "without variant" },
  ),
  rule("I5", "although perfusion pressure rises", "aortic_augmented_diastolic_mmHg", "up", { variant: "critical" }),
  rule("I6", "left ventricular preload falls", "lv_edv_mL", "down"),
  rule("I6", "left ventricular end-diastolic pressure falls", "lv_edp_mmHg", "down"),
  rule("I6", "pulmonary capillary wedge pressure falls", "pcwp_mmHg", "down"),
  rule("I7", "left ventricular wall stress falls", "lv_peak_wall_stress_kPa", "down"),
  rule("I7", "pressure-volume area, which oxygen demand follows, falls", "lv_pva_mmHg_mL", "down"),
  rule("I7", "myocardial oxygen consumption falls", "lv_mvo2_mL_min", "down"),
  rule(
    "I8",
    "reperfusion after thrombolysis improves: LAD flow through a residual stenosis of 75 %",
    "coronary_lad_flow_mL_min",
    "up",
    {
      variant: "residual",
    },
  ),
  rule("I9", "microvascular flow does not improve (a hypothesis decides it)", "microvascular_flow_index", "unchanged"),
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
  rule("E4", "myocardial oxygen consumption rises", "lv_mvo2_mL_min", "up"),
  rule("E5", "left ventricular distension", "pcwp_mmHg", "up", {
    unknown: "it is a share of patients (`counterpulse spread`); whether this one is distended is told for each column",
  }),
  rule("E6", "microvascular flow improves (a hypothesis decides it)", "microvascular_flow_index", "up"),
];

const BOTH_RULES: readonly Rule[] = [
  rule("T1", "left ventricular afterload falls: peak wall stress", "lv_peak_wall_stress_kPa", "down"),
  rule("T1", "left ventricular afterload falls: peak left ventricular pressure", "lv_peak_mmHg", "down"),
  rule("T1", "left ventricular end-diastolic pressure falls", "lv_edp_mmHg", "down"),
  rule("T1", "pulmonary capillary wedge pressure falls", "pcwp_mmHg", "down"),
  rule("T2", "pressure-volume area, which oxygen demand follows, falls", "lv_pva_mmHg_mL", "down"),
  rule("T2", "myocardial oxygen consumption falls", "lv_mvo2_mL_min", "down"),
  rule("T3", "coronary perfusion rises, with the patient's own autoregulation", "coronary_flow_mL_min", "up"),
  rule("T3", "coronary perfusion rises once dilator reserve is exhausted", "coronary_flow_mL_min", "up", {
    variant: "dilated",
  }),
];

interface Judged {
  readonly support: ReadonlySet<Device>;
  readonly column: { readonly support: string; readonly converged: boolean; readonly indices: Indices };
  /** Indices at the same time after the supports' start for all columns that have supports. */
  readonly indicesAt?: Indices | null;
  /** Indices of the same column under variants. */
  readonly variants?: ReadonlyMap<Variant, Indices>;
}

/** Pairs of supports that rows compare: rules, column, reference. */
const PAIRS: readonly [readonly Rule[], readonly Device[], readonly Device[]][] = [
  [IABP_RULES, ["iabp"], []],
  [ECMO_RULES, ["va-ecmo"], []],
  [BOTH_RULES, ["va-ecmo", "iabp"], ["va-ecmo"]],
];

const same = (support: ReadonlySet<Device>, devices: readonly Device[]): boolean =>
  support.size === devices.length && devices.every((d) => support.has(d));

/** Variants under which each of these supports must be solved too, for the rows whose two columns are there. */
export function variantsNeeded(supports: readonly ReadonlySet<Device>[]): Variant[][] {
  const needed = supports.map(() => new Set<Variant>());
  for (const [rules, ...pair] of PAIRS) {
    const [column, reference] = pair.map((devices) => supports.findIndex((s) => same(s, devices)));
    if (column < 0 || reference < 0) continue;
    for (const { variant } of rules) {
      if (variant === undefined) continue;
      needed[column].add(variant);
      needed[reference].add(variant);
    }
  }
  return needed.map((set) => [...set]);
}

/** Judge every row for which the comparison has the two columns. */
export function judgeEffects(columns: readonly Judged[]): Effect[] {
  const find = (devices: readonly Device[]): Judged | undefined => columns.find((c) => same(c.support, devices));
  return PAIRS.flatMap(([rules, devices, against]) => {
    const [column, reference] = [find(devices), find(against)];
    return column && reference ? rules.map((r) => judgeRule(r, column, reference)) : [];
  });
}

function judgeRule(r: Rule, column: Judged, reference: Judged): Effect {
  if (r.variant === undefined) return judge(r, ...atOneTime(column, reference));
  const under = (c: Judged): Judged["column"] => ({
    ...c.column,
    indices: c.variants?.get(r.variant!) ?? { [r.index]: null },
  });
  const scale = r.against === undefined ? undefined : reference.column.indices[r.index];
  return judge(r, under(column), under(reference), scale);
}

/** Where one of two columns has no steady state, both are judged at the same time after the supports' start. */
function atOneTime(column: Judged, reference: Judged): [Judged["column"], Judged["column"]] {
  if (column.column.converged && reference.column.converged) return [column.column, reference.column];
  const at = (c: Judged): Judged["column"] => ({ ...c.column, indices: c.indicesAt ?? c.column.indices });
  return [at(column), at(reference)];
}

/** @param scale what the change is relative to, when not the reference's value */
function judge(r: Rule, column: Judged["column"], reference: Judged["column"], scale?: number | null): Effect {
  const after = column.indices[r.index];
  const before = reference.indices[r.index];
  const change = after === null || before === null ? null : after - before;
  const base = scale === undefined ? before : scale;
  const relative = change === null || base === null || base === 0 ? null : change / Math.abs(base);
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
    with: r.variant === undefined ? null : VARIANTS[r.variant],
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
