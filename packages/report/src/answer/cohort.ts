/** Details, part 1: in what share of virtual patients the balloon helps, and what decides it. */
import { type Block, byCommand, bySource, type Claim, type ClaimValue } from "./claim.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData, PatientResult } from "./data.ts";
import { distended } from "./distended.ts";
import { areaUnderCurve, spearman } from "./rank.ts";
import { CRITERION, changeOf, difference, type Verdict, verdictOf } from "./verdict.ts";
import { asValue, capital, change, counted, countedText, listed, pct, quantile } from "./words.ts";

/** How many deciding characteristics are told. */
const TOLD = 4;
/** Other limits of pressure for which the shares are told too (mmHg). */
const OTHER_LIMITS = [1, 3] as const;
/** What stands at the bedside under VA-ECMO before the decision. */
const BEDSIDE = [
  "pcwp_mmHg",
  "pulse_pressure_mmHg",
  "aortic_mean_mmHg",
  "lvef_pct",
  "aortic_valve_open_fraction",
  "cvp_mmHg",
  "co_native_L_min",
] as const;

export interface Judged {
  readonly patient: PatientResult;
  readonly verdict: Verdict;
  readonly wedge: number;
}

export function judgedPatients({ patients }: AnswerData, pressure?: number): Judged[] {
  return patients.flatMap((patient) => {
    const change = changeOf(patient);
    const verdict = verdictOf(change, pressure);
    return verdict === null || change.wedge === null ? [] : [{ patient, verdict, wedge: change.wedge }];
  });
}

export const shareOf = (judged: readonly Judged[], wanted: Verdict) =>
  counted(judged.filter(({ verdict }) => verdict === wanted).length, judged.length);

export function cohortBlocks(data: AnswerData): Block[] {
  const command = answerCommand(data);
  const judged = judgedPatients(data);
  return [
    { claims: [...helpedClaims(data, judged, command), otherLimits(data, command)] },
    { claims: [meansClaim(data, command), ...decidesClaims(data, judged, command)] },
    { claims: distensionClaims(data, command) },
  ];
}

function helpedClaims(data: AnswerData, judged: readonly Judged[], command: string): Claim[] {
  const { population, patients } = data;
  const [helps, nothing, hurts] = (["helps", "nothing", "hurts"] as const).map((v) => shareOf(judged, v));
  const failed = patients.length - judged.length;
  const lost = failed > 0 ? ` ${failed} could not be judged.` : "";
  return [
    byCommand(
      command,
      `Adding the balloon to VA-ECMO **helps ${countedText(helps)}**, does nothing in ${countedText(nothing)} and **hurts ${countedText(hurts)}** of ${judged.length} virtual patients in infarct shock (population \`${population.id}\`, ${population.accepted.of} drawn, ${population.accepted.count} enrolled).${lost} ${CRITERION}`,
      { helps: asValue(helps), nothing: asValue(nothing), hurts: asValue(hurts), failed, criterion: CRITERION },
    ),
  ];
}

function otherLimits(data: AnswerData, command: string): Claim {
  const found = OTHER_LIMITS.map((limit) => {
    const judged = judgedPatients(data, limit);
    return { limit, helps: shareOf(judged, "helps"), hurts: shareOf(judged, "hurts") };
  });
  const text = found.map(
    ({ limit, helps, hurts }) =>
      `with a limit of ${limit} mmHg it helps ${pct(helps.pct === null ? null : helps.pct / 100)} and hurts ${pct(hurts.pct === null ? null : hurts.pct / 100)}`,
  );
  return byCommand(
    command,
    `${capital(listed(text))}.`,
    found.map(({ limit, helps, hurts }) => ({ limit, helps: asValue(helps), hurts: asValue(hurts) })),
  );
}

function meansClaim({ patients }: AnswerData, command: string): Claim {
  const indices = [
    ["wedge pressure", "pcwp_mmHg", "mmHg", 1],
    ["native output", "co_native_L_min", "L/min", 2],
    ["peak wall stress", "lv_peak_wall_stress_kPa", "kPa", 1],
    ["oxygen use of the LV", "lv_mvo2_mL_min", "mL/min", 1],
    ["coronary flow", "coronary_flow_mL_min", "mL/min", 0],
  ] as const;
  const found = indices.map(([name, id, unit, decimals]) => {
    const values = patients.flatMap(({ added }) => {
      const value = difference(added.before, added.after, id);
      return value === null ? [] : [value];
    });
    const [low, median, high] = [0.1, 0.5, 0.9].map((share) => quantile(values, share));
    return { name, id, unit, decimals, low, median, high };
  });
  const text = found.map(
    ({ name, unit, decimals, low, median, high }) =>
      `${name} ${change(median, decimals)} ${unit} (${change(low, decimals)} to ${change(high, decimals)})`,
  );
  return byCommand(
    command,
    `The balloon's addition, median and middle 80 % of patients: ${listed(text)}.`,
    Object.fromEntries(found.map(({ id, low, median, high }) => [id, { p10: low, median, p90: high }])),
  );
}

/** What was drawn and goes most with how far wedge pressure falls. */
export function decidingFactors(data: AnswerData, judged: readonly Judged[]) {
  const falls = judged.map(({ wedge }) => -wedge);
  const factors = [...new Set(judged.flatMap(({ patient }) => Object.keys(patient.drawn)))];
  return factors
    .flatMap((id) => {
      const values = judged.map(({ patient }) => patient.drawn[id] ?? Number.NaN);
      const rho = values.every(Number.isFinite) ? spearman(values, falls) : null;
      return rho === null ? [] : [{ id, rho, label: labelOf(data, id) }];
    })
    .sort((x, y) => Math.abs(y.rho) - Math.abs(x.rho))
    .filter(({ label }, i, all) => all.findIndex((other) => other.label === label) === i)
    .slice(0, TOLD);
}

function decidesClaims(data: AnswerData, judged: readonly Judged[], command: string): Claim[] {
  const drawnOnes = decidingFactors(data, judged);
  const told = drawnOnes.map(({ label, rho }) => `${label} ${change(rho, 2)}`);
  const claims = [
    byCommand(
      command,
      `What decides how far wedge pressure falls (Spearman's rank correlation of the fall with what was drawn): ${listed(told)}; a plus means that more of it lets the balloon do more. \`counterpulse sensitivity\` splits the variance (Sobol).`,
      drawnOnes.map(({ id, rho }) => ({ id, rho })),
    ),
  ];
  const bedside = bedsideAreas(judged);
  if (bedside.length === 0) return claims;
  const areas = bedside.map(
    ({ id, auc }) =>
      `${labelOf(data, id)} ${(Math.max(auc, 1 - auc)).toFixed(2)} (${auc > 0.5 ? "higher" : "lower"} in the helped)`,
  );
  claims.push(
    byCommand(
      command,
      `What tells the helped from the others at the bedside under VA-ECMO (area under the curve): ${listed(areas)}.`,
      bedside as unknown as ClaimValue,
    ),
  );
  return claims;
}

/** Bedside signs that tell best whom the balloon helps. */
export function bedsideAreas(judged: readonly Judged[]): { id: string; auc: number }[] {
  return BEDSIDE.flatMap((id) => {
    const known = judged.filter(({ patient }) => (patient.added.before[id] ?? null) !== null);
    const auc = areaUnderCurve(
      known.map(({ patient }) => patient.added.before[id] as number),
      known.map(({ verdict }) => verdict === "helps"),
    );
    return auc === null ? [] : [{ id, auc }];
  })
    .sort((x, y) => Math.abs(y.auc - 0.5) - Math.abs(x.auc - 0.5))
    .slice(0, 3);
}

const labelOf = ({ words }: AnswerData, id: string): string => words[id]?.label ?? id;

/** Shares with a distended left ventricle: on VA-ECMO, and with the balloon. */
export function distensionShares({ patients }: AnswerData) {
  const share = (which: "ecmo" | "both") => {
    const known = patients.flatMap((p) => distended(p[which], p.none) ?? []);
    return counted(known.filter(Boolean).length, known.length);
  };
  return { alone: share("ecmo"), both: share("both") };
}

function distensionClaims(data: AnswerData, command: string): Claim[] {
  const { alone, both } = distensionShares(data);
  const published = data.distension.map(
    ({ range, what, source }) => `${pct(range[0])} to ${pct(range[1])} (${what}; ${source})`,
  );
  const among = judgedPatients(data).filter(({ patient }) => distended(patient.ecmo, patient.none) === true);
  const helped = shareOf(among, "helps");
  return [
    byCommand(
      `counterpulse spread ${data.population.id} --n ${data.patients.length} --seed ${data.seed}`,
      `The left ventricle is distended (aortic valve open under 5 % of the beat, or wedge up by 10 mmHg) in ${countedText(alone)} on VA-ECMO at 4 L/min.`,
      asValue(alone),
    ),
    byCommand(
      `counterpulse spread ${data.population.id} --support va-ecmo+iabp --n ${data.patients.length} --seed ${data.seed}`,
      `With the balloon it is in ${countedText(both)}.`,
      asValue(both),
    ),
    bySource(
      listed(data.distension.map(({ source }) => source)),
      `Published: ${published.join("; ")}.`,
      data.distension.map(({ range }) => [range[0], range[1]]),
    ),
    byCommand(command, `Of those distended on VA-ECMO the balloon helps ${countedText(helped)}.`, asValue(helped)),
  ];
}
