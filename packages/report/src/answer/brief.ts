/** Page one: the answer in five lines, and what stands behind each in a table. */
import { fixed } from "../number.ts";
import { evidenceBrief, studyBrief } from "./brief-evidence.ts";
import { mechanismBrief } from "./brief-mechanism.ts";
import { limitsBrief, trialBrief } from "./brief-trial.ts";
import { byCommand, type Claim, type Section } from "./claim.ts";
import { bedsideAreas, decidingFactors, judgedPatients, shareOf } from "./cohort.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData, PatientResult, Values } from "./data.ts";
import { pooled } from "./evidence.ts";
import type { Question } from "./trials.ts";
import { difference } from "./verdict.ts";
import { change, listed, pct, power, quantile } from "./words.ts";

export async function briefSections(data: AnswerData, question: Question): Promise<Section[]> {
  return [
    { title: "In short", blocks: [{ claims: shortClaims(data, question), list: true }] },
    await mechanismBrief(data),
    studyBrief(data),
    await evidenceBrief(),
    await trialBrief(data, question),
    limitsBrief(data),
  ];
}

function shortClaims(data: AnswerData, question: Question): Claim[] {
  return [helpsClaim(data), whyClaim(data), whomClaim(data), surviveClaim(), proofClaim(data, question)];
}

function helpsClaim(data: AnswerData): Claim {
  const judged = judgedPatients(data);
  const [helps, hurts] = (["helps", "hurts"] as const).map((verdict) => shareOf(judged, verdict));
  const share = (helps.pct ?? 0) / 100;
  const who = share >= 2 / 3 ? "In most, as far as a model can tell" : share >= 1 / 3 ? "In some" : "In few";
  return byCommand(
    answerCommand(data),
    `**Does the balloon help the heart on VA-ECMO?** ${who}: in ${pct(share)} of ${judged.length} virtual patients in infarct shock it lowers filling pressure noticeably without loss of flow; it hurts ${pct((hurts.pct ?? 0) / 100)}.`,
    { helps: share, hurts: (hurts.pct ?? 0) / 100, patients: judged.length },
  );
}

const medianOf = (data: AnswerData, id: string, pair: (p: PatientResult) => readonly [Values, Values]): number | null =>
  quantile(
    data.patients.flatMap((p) => difference(...pair(p), id) ?? []),
    0.5,
  );

/** The editorial's idea in words only where the medians bear it out. */
function whyClaim(data: AnswerData): Claim {
  const both = (id: string) => [
    medianOf(data, id, (p) => [p.none, p.ecmo]),
    medianOf(data, id, (p) => [p.added.before, p.added.after]),
  ];
  const [[loaded, eased], [up, down]] = [both("lv_peak_wall_stress_kPa"), both("pcwp_mmHg")];
  const bears = [loaded, up].every((x) => (x ?? 0) > 0) && [eased, down].every((x) => (x ?? 0) < 0);
  const numbers = `wall stress ${change(loaded)} then ${change(eased)} kPa, wedge pressure ${change(up)} then ${change(down)} mmHg (medians)`;
  const text = bears
    ? `ECMO makes the left ventricle pump against more pressure, and the balloon, emptying the aorta before each beat, takes part of that back: ${numbers}`
    : `With ECMO, then with the balloon added: ${numbers}`;
  return byCommand(answerCommand(data), `**Why?** ${text}.`, {
    va_ecmo: { wall_stress_kPa: loaded, wedge_mmHg: up },
    added: { wall_stress_kPa: eased, wedge_mmHg: down },
  });
}

function whomClaim(data: AnswerData): Claim {
  const judged = judgedPatients(data);
  const factors = decidingFactors(data, judged).slice(0, 2);
  const told = factors.map(({ label, rho }) => `${rho < 0 ? "low" : "high"} ${label}`);
  const [best] = bedsideAreas(judged);
  const sign = best
    ? ` The bedside sign that tells them best, ${best.auc > 0.5 ? "high" : "low"} ${data.words[best.id]?.label ?? best.id} on VA-ECMO, has an area under the curve of ${Math.max(best.auc, 1 - best.auc).toFixed(2)} (0.5 tells nothing).`
    : "";
  return byCommand(answerCommand(data), `**For whom?** Most for those with ${listed(told)}.${sign}`, {
    factors: factors.map(({ id, rho }) => ({ id, rho })),
    sign: best ?? null,
  });
}

function surviveClaim(): Claim {
  const cohorts = pooled().find(({ id }) => id === "balloon-on-ecmo")!;
  const { value, ci } = cohorts.analysis.pooled;
  return byCommand(
    `counterpulse evidence pool ${cohorts.id}`,
    `**Do more survive?** Not known. Cohorts give a risk ratio of death of ${fixed(value, 2)} (${fixed(ci[0], 2)} to ${fixed(ci[1], 2)}) and may be confounded; no randomised trial has been reported.`,
    { value, ci: [ci[0], ci[1]] },
  );
}

function proofClaim(data: AnswerData, { scenarios: [right, half] }: Question): Claim {
  const [study] = data.studies;
  const primary = study.rows.find((row) => row.n === study.n && row.endpoint === study.endpoints[0].endpoint);
  return byCommand(
    "counterpulse design question",
    `**What would prove it?** For the pressures ${study.n} patients, each without and with the balloon (power ${power(primary?.power ?? null)}); for survival ${right.n_for_80} randomised patients if the registry is right, ${half.n_for_80} if half right.`,
    { study_power: primary?.power ?? null, n_80: [right.n_for_80, half.n_for_80] },
  );
}
