/** Details, part 3: what the evidence says, and where the editorial contradicts itself. */
import {
  checkClaims,
  EDITORIAL_CLAIMS,
  type Finding,
  findPool,
  type PoolDocument,
  pool,
  VERDICTS,
} from "@counterpulse/evidence";
import { analyzeTwoByTwo } from "@counterpulse/statistics";
import { fixed } from "../number.ts";
import { registryDeaths, registryHazardRatio } from "../registry.ts";
import { type Block, byCommand, bySource, type Claim, drawn, type Section } from "./claim.ts";
import { evidenceFigure } from "./figures.ts";
import { capital, listed } from "./words.ts";

const POOLS = ["iabp-none", "pvad-iabp", "ecls-infarct-shock", "balloon-on-ecmo"];

export function pooled(): PoolDocument[] {
  return POOLS.map((id) => {
    const definition = findPool(id);
    if (!definition) throw new Error(`The evidence has no pool "${id}".`);
    return pool(definition);
  });
}

export async function evidenceSection(): Promise<Section> {
  const pools = pooled();
  const findings = checkClaims(EDITORIAL_CLAIMS);
  const blocks: Block[] = [
    { claims: [...pools.map(poolClaim), ...(await registryClaims())] },
    await drawn("evidence", "Risk ratios of death, pooled and as published", (theme) => evidenceFigure(pools, theme)),
    { claims: [verdictsClaim(findings)] },
    contradictions(findings),
  ];
  return { title: "What the evidence says, and where the editorial contradicts itself", blocks };
}

function poolClaim(document: PoolDocument): Claim {
  const { id, title, event, analysis, normal_ci, members } = document;
  const { value, ci } = analysis.pooled;
  const patients = members.reduce((sum, { counts }) => sum + counts[1] + counts[3], 0);
  const interval = `${fixed(ci[0], 2)} to ${fixed(ci[1], 2)}`;
  const normal =
    normal_ci === null ? "" : `; ${fixed(normal_ci[0], 2)} to ${fixed(normal_ci[1], 2)} by the normal test`;
  const studies = analysis.k === 1 ? "1 study" : `${analysis.k} studies`;
  return byCommand(
    `counterpulse evidence pool ${id}`,
    `${title}: risk ratio of ${event} ${fixed(value, 2)} (95 % CI ${interval}${normal}; ${studies}, ${patients} patients).`,
    {
      value,
      ci: [ci[0], ci[1]],
      normal_ci: normal_ci === null ? null : [normal_ci[0], normal_ci[1]],
      k: analysis.k,
      patients,
    },
  );
}

async function registryClaims(): Promise<Claim[]> {
  const [{ counts, source }, ratio] = await Promise.all([registryDeaths(), registryHazardRatio()]);
  const { a, n1, b, n2 } = counts;
  const { rd, e_value } = analyzeTwoByTwo(counts);
  const points = (x: number | null): string => fixed(x === null ? null : 100 * x, 1).replace("-", "−");
  const [low, high] = rd.ci.newcombe;
  const needed = e_value
    ? ` A hidden cause tied to both balloon and death by a risk ratio of ${fixed(e_value.point, 2)} each would explain it away, ${fixed(e_value.ci, 2)} its interval (E-value).`
    : "";
  return [
    byCommand(
      `counterpulse analyze two-by-two ${a} ${n1} ${b} ${n2}`,
      `In the registry (${source.study}) ${a} of ${n1} matched patients with the balloon and ${b} of ${n2} without died by day 28: ${points(rd.value)} points (${points(low)} to ${points(high)}).${needed}`,
      { rd: rd.value, ci: [low, high], e_value: e_value && { value: e_value.point, ci: e_value.ci } },
    ),
    bySource(
      source.address ?? source.study,
      `Its hazard ratio of death is ${fixed(ratio.estimate, 2)} (${fixed(ratio.ci[0], 2)} to ${fixed(ratio.ci[1], 2)}). Matching cannot remove what the registry does not hold; no trial has been reported.`,
      { value: ratio.estimate, ci: ratio.ci },
    ),
  ];
}

function verdictsClaim(findings: readonly Finding[]): Claim {
  const counts = Object.fromEntries(VERDICTS.map((v) => [v, findings.filter(({ verdict }) => verdict === v).length]));
  const told = VERDICTS.filter((v) => counts[v] > 0).map(
    (v) => `${counts[v]} ${v === "rounding" ? "only as rounded" : v}`,
  );
  return byCommand(
    "counterpulse evidence check editorial",
    `Of ${findings.length} figures of the editorial that can be recomputed, the checker finds ${listed(told)}.`,
    { all: findings.length, ...counts },
  );
}

export const inconsistent = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ verdict }) => verdict === "inconsistent" || verdict === "impossible");

function contradictions(findings: readonly Finding[]): Block {
  const wrong = inconsistent(findings);
  const shown = ({ recomputed, rule, reason }: Finding): string =>
    typeof recomputed === "number"
      ? String(Number(recomputed.toPrecision(4)))
      : (recomputed ?? (rule === "two places" ? reason : "–"));
  return {
    folded: `The ${wrong.length} inconsistent figures`,
    head: ["claim of the editorial", "stated", "recomputed, or its source"],
    rows: wrong.map((f) => [capital(f.claim), f.stated, shown(f)]),
    claims: wrong.map((f) =>
      byCommand("counterpulse evidence check editorial", `${capital(f.claim)}: stated ${f.stated}. ${f.reason}`, {
        stated: f.stated,
        recomputed: f.recomputed,
        verdict: f.verdict,
      }),
    ),
  };
}
