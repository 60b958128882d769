/** Page one, second and third question: what a small study would show, and what the evidence says. */
import { checkClaims, EDITORIAL_CLAIMS, type PoolDocument } from "@counterpulse/evidence";
import { fixed, MISSING } from "../number.ts";
import { registryDeaths, registryHazardRatio } from "../registry.ts";
import { byCommand, bySource, type Claim, type Section } from "./claim.ts";
import type { AnswerData } from "./data.ts";
import { inconsistent, pooled } from "./evidence.ts";
import { rowClaim, rowsAt, rowTexts, studyCommand } from "./study.ts";
import { pct, power } from "./words.ts";

/** Endpoints of the table: filling, flow, pumping, what the muscle uses and gets, what tissue shows. */
const TOLD = ["pcwp_mmHg", "co_native_L_min", "lvef_pct", "lv_mvo2_mL_min", "coronary_flow_mL_min", "lactate_mmol_L"];
const SETTLED = 0.8;

export function studyBrief(data: AnswerData): Section {
  const [study] = data.studies;
  const all = rowsAt(study);
  const rows = all.filter(({ endpoint }) => TOLD.includes(endpoint));
  const settled = all.filter((row) => row.power >= SETTLED).length;
  return {
    title: `What a study of ${study.n} patients would show`,
    blocks: [
      {
        head: ["VA-ECMO alone, then with the balloon", "mean change, in the model", "95 % CI ±", "power"],
        rows: rows.map((row) => {
          const { name, unit, effect, half } = rowTexts(data, row);
          return [`${name}, ${unit}`, effect, half, power(row.power)];
        }),
        claims: rows.map((row) => rowClaim(data, study, row)),
      },
      {
        claims: [
          byCommand(
            studyCommand(study, data.seed),
            `It settles ${settled} of its ${all.length} endpoints (power ${pct(SETTLED)} or more): what happens to pressures and flows, not who survives.`,
            { settled, of: all.length },
          ),
        ],
      },
    ],
  };
}

export async function evidenceBrief(): Promise<Section> {
  const pools = pooled();
  return {
    title: "What the evidence says",
    blocks: [
      {
        head: ["death", "risk ratio (95 % CI)", "CI by the normal test", "studies, patients"],
        rows: pools.map((p) => [
          p.title,
          `${ratioText(p)} (${interval(p.analysis.pooled.ci)})`,
          p.normal_ci === null ? MISSING : interval(p.normal_ci),
          sizeText(p),
        ]),
        claims: pools.map((p) =>
          byCommand(
            `counterpulse evidence pool ${p.id}`,
            `${p.title}: risk ratio ${ratioText(p)} (${interval(p.analysis.pooled.ci)}).`,
            { pool: p.id, value: p.analysis.pooled.value, ci: [p.analysis.pooled.ci[0], p.analysis.pooled.ci[1]] },
          ),
        ),
      },
      { claims: [await registryClaim(), contradictionClaim()] },
    ],
  };
}

const ratioText = ({ analysis }: PoolDocument): string => fixed(analysis.pooled.value, 2);
const interval = ([low, high]: readonly [number, number]): string => `${fixed(low, 2)} to ${fixed(high, 2)}`;
const sizeText = ({ analysis, members }: PoolDocument): string =>
  `${analysis.k}, ${members.reduce((sum, { counts }) => sum + counts[1] + counts[3], 0)}`;

async function registryClaim(): Promise<Claim> {
  const [{ counts, source }, ratio] = await Promise.all([registryDeaths(), registryHazardRatio()]);
  const { a, n1, b, n2 } = counts;
  return bySource(
    source.address ?? source.study,
    `For the balloon on VA-ECMO there are only cohorts. In the largest, a Japanese registry, ${a} of ${n1} matched patients with it died by day 28 and ${b} of ${n2} without (hazard ratio ${fixed(ratio.estimate, 2)}, ${interval(ratio.ci)}); matching cannot remove what a registry does not record. No trial has been reported.`,
    { deaths: [a, n1, b, n2], hazard_ratio: ratio.estimate, ci: [ratio.ci[0], ratio.ci[1]] },
  );
}

function contradictionClaim(): Claim {
  const findings = checkClaims(EDITORIAL_CLAIMS);
  const wrong = inconsistent(findings);
  const [first] = wrong;
  const example = first ? `, for example "${first.claim}": stated ${first.stated}, recomputed ${first.recomputed}` : "";
  return byCommand(
    "counterpulse evidence check editorial",
    `Of ${findings.length} figures of the editorial that can be checked, ${wrong.length} contradict each other or their source${example}.`,
    { all: findings.length, contradict: wrong.length },
  );
}
