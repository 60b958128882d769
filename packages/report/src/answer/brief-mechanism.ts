/** Page one, first question: what the devices do, in whom the balloon helps on VA-ECMO, and what decides it. */
import { byCommand, type Claim, drawn, type Section } from "./claim.ts";
import { decidingFactors, distensionShares, judgedPatients, shareOf } from "./cohort.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData, PatientResult, Values } from "./data.ts";
import { DISTENSION } from "./distended.ts";
import { stepVerdict } from "./failing.ts";
import { patientsFigure } from "./figures.ts";
import { difference, LIMITS } from "./verdict.ts";
import { asValue, change, counted, listed, pct, quantile, shareText } from "./words.ts";

/** Rows of the table: words, index, unit, decimals. */
const ROWS = [
  ["LV filling: wedge pressure", "pcwp_mmHg", "mmHg", 1],
  ["LV load: peak wall stress", "lv_peak_wall_stress_kPa", "kPa", 1],
  ["LV oxygen use", "lv_mvo2_mL_min", "mL/min", 1],
  ["what the heart itself pumps", "co_native_L_min", "L/min", 2],
  ["total flow to the body", "total_flow_L_min", "L/min", 2],
  ["mean aortic pressure", "aortic_mean_mmHg", "mmHg", 0],
  ["coronary flow", "coronary_flow_mL_min", "mL/min", 0],
] as const;

const COLUMNS: readonly { head: string; key: string; pair: (p: PatientResult) => readonly [Values, Values] }[] = [
  { head: "balloon alone", key: "iabp", pair: (p) => [p.none, p.iabp] },
  { head: "VA-ECMO alone", key: "va_ecmo", pair: (p) => [p.none, p.ecmo] },
  { head: "both", key: "both", pair: (p) => [p.none, p.both] },
  { head: "**balloon added to VA-ECMO**", key: "added", pair: (p) => [p.added.before, p.added.after] },
];

export async function mechanismBrief(data: AnswerData): Promise<Section> {
  return {
    title: "What the devices do to the heart",
    blocks: [
      changesTable(data),
      { claims: [sharesClaim(data), decidesClaim(data), distendedClaim(data), limitsClaim(data)] },
      await drawn(
        "patients",
        "Change of wedge pressure in each virtual patient when the balloon is added to VA-ECMO",
        (theme) => patientsFigure(data, judgedPatients(data), theme),
      ),
    ],
  };
}

function changesTable(data: AnswerData) {
  const found = ROWS.map(([label, id, unit, decimals]) => ({
    ...{ label, id, unit, decimals },
    medians: COLUMNS.map(({ pair }) =>
      quantile(
        data.patients.flatMap((p) => difference(...pair(p), id) ?? []),
        0.5,
      ),
    ),
  }));
  return {
    head: ["median change", ...COLUMNS.map(({ head }) => head)],
    rows: found.map(({ label, unit, decimals, medians }) => [
      `${label}, ${unit}`,
      ...medians.map((x) => change(x, decimals)),
    ]),
    claims: found.map(({ label, id, unit, decimals, medians }) =>
      byCommand(
        answerCommand(data),
        `${label}, median change in ${data.patients.length} virtual patients: ${listed(COLUMNS.map(({ head }, k) => `${head.replaceAll("*", "")} ${change(medians[k], decimals)} ${unit}`))}.`,
        { index: id, ...Object.fromEntries(COLUMNS.map(({ key }, k) => [key, medians[k]])) },
      ),
    ),
  };
}

function sharesClaim(data: AnswerData): Claim {
  const judged = judgedPatients(data);
  const [helps, nothing, hurts] = (["helps", "nothing", "hurts"] as const).map((v) => shareOf(judged, v));
  return byCommand(
    answerCommand(data),
    `Added to VA-ECMO, the balloon **helps ${shareText(helps)}** of ${judged.length} virtual patients in infarct shock, **does nothing in ${shareText(nothing)}** and **hurts ${shareText(hurts)}**. Helps: wedge pressure falls by ${LIMITS.pressure_mmHg} mmHg or more, and neither LV end-diastolic pressure nor flow gets worse.`,
    { helps: asValue(helps), nothing: asValue(nothing), hurts: asValue(hurts) },
  );
}

function decidesClaim(data: AnswerData): Claim {
  const factors = decidingFactors(data, judgedPatients(data));
  const told = factors.map(({ label, rho }) => `${rho < 0 ? "low" : "high"} ${label} (${change(rho, 2)})`);
  return byCommand(
    answerCommand(data),
    `What goes with a larger fall (rank correlation): ${listed(told)}.`,
    factors.map(({ id, rho }) => ({ id, rho })),
  );
}

function distendedClaim(data: AnswerData): Claim {
  const { alone, both } = distensionShares(data);
  const published = data.distension.map(({ range }) => `${(100 * range[0]).toFixed(0)} to ${pct(range[1])}`);
  return byCommand(
    answerCommand(data),
    `The left ventricle is distended in ${shareText(alone)} on VA-ECMO (published: ${listed(published)}), and in ${shareText(both)} with the balloon.`,
    { alone: asValue(alone), both: asValue(both) },
  );
}

/** Where it does not help: the shut valve among the patients, and the ends of the ladders. */
function limitsClaim(data: AnswerData): Claim {
  const judged = judgedPatients(data);
  const shut = judged.filter(
    ({ patient }) => (patient.added.before.aortic_valve_open_fraction ?? 1) < DISTENSION.valve_open_below,
  );
  const helped = counted(shut.filter(({ verdict }) => verdict === "helps").length, shut.length);
  const ends = data.ladders.flatMap(({ patient, parameter, steps }) => {
    const bad = steps.filter((s) => stepVerdict(s) === "hurts").map(({ value }) => String(value));
    const [what, ...rest] = (data.words[parameter]?.label ?? parameter).split(", ");
    const unit = rest.length > 0 ? ` (${rest.join(", ")})` : "";
    return bad.length === 0 ? [] : [`the patient \`${patient}\` with ${what} of ${listed(bad)}${unit}`];
  });
  // "Only" where it is so.
  const fewer = (helped.pct ?? 0) < (shareOf(judged, "helps").pct ?? 0) ? "only " : "";
  const start =
    shut.length === 0
      ? "In nobody does the aortic valve stay shut"
      : `Of those whose aortic valve stays shut on VA-ECMO it helps ${fewer}${helped.count} of ${helped.of}`;
  return byCommand(answerCommand(data), `${start}${ends.length > 0 ? `; it hurts ${listed(ends)}` : ""}.`, {
    shut: asValue(helped),
    hurts_with: ends,
  });
}
