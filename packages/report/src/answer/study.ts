/** Details, part 2: what a controlled study would show, and with what precision. */

import { MISSING } from "../number.ts";
import { type Block, byCommand, type Claim, drawn, type Section } from "./claim.ts";
import type { AnswerData, StudyResult } from "./data.ts";
import { studyFigure } from "./figures.ts";
import { change, listed, pct, power } from "./words.ts";

/** Power that calls an endpoint settled, and below which it is out of reach. */
const SETTLED = 0.9;
const OUT_OF_REACH = 0.5;

type Row = StudyResult["rows"][number];

export async function studySection(data: AnswerData): Promise<Section> {
  const [editorial, ...others] = data.studies;
  const blocks: Block[] = [
    tableOf(data, editorial),
    { claims: [settledClaim(data, editorial)] },
    await drawn("study", "Power of the controlled study for each endpoint, against its size", (theme) =>
      studyFigure(data, editorial, theme),
    ),
    { claims: others.map((study) => otherClaim(data, study)) },
  ];
  return { title: `What a controlled study of ${editorial.n} patients would show`, blocks };
}

const sizesOf = ({ rows }: StudyResult): number[] => [...new Set(rows.map(({ n }) => n))].sort((x, y) => x - y);

export const studyCommand = (study: StudyResult, seed: number): string =>
  `counterpulse study power ${study.id} --n ${sizesOf(study).join(",")} --repeats ${study.repeats} --pool ${study.pool} --seed ${seed}`;

export const rowsAt = (study: StudyResult): Row[] => study.rows.filter(({ n }) => n === study.n);

const nameOf = ({ words }: AnswerData, id: string): string => words[id]?.label ?? id;
const unitOf = ({ words }: AnswerData, id: string): string => words[id]?.unit ?? "";

function decimals(row: Row): number {
  const size = Math.max(Math.abs(row.true_effect ?? 0), row.ci_halfwidth ?? 0);
  return size < 1 ? 2 : size < 20 ? 1 : 0;
}

/** A row as tables and sentences have it. */
export function rowTexts(data: AnswerData, row: Row) {
  return {
    name: nameOf(data, row.endpoint),
    unit: unitOf(data, row.endpoint),
    effect: change(row.true_effect, decimals(row)),
    half: row.ci_halfwidth?.toFixed(decimals(row)) ?? MISSING,
  };
}

const neededFor = (study: StudyResult, id: string): number | null =>
  study.endpoints.find(({ endpoint }) => endpoint === id)?.n_80 ?? null;

export function rowClaim(data: AnswerData, study: StudyResult, row: Row): Claim {
  const { name, unit, effect, half } = rowTexts(data, row);
  return byCommand(
    studyCommand(study, data.seed),
    `${name}: true change ${effect} ${unit}, 95 % CI of ${study.n} patients ± ${half}, power ${power(row.power)}.`,
    {
      endpoint: row.endpoint,
      true_effect: row.true_effect,
      ci_halfwidth: row.ci_halfwidth,
      power: row.power,
      mc_error: row.mc_error,
      n_for_80: neededFor(study, row.endpoint),
    },
  );
}

function tableOf(data: AnswerData, study: StudyResult): Block {
  const rows = rowsAt(study);
  return {
    head: ["endpoint", "unit", "true change", "95 % CI ±", "power", "patients for 80 %"],
    rows: rows.map((row) => {
      const n = neededFor(study, row.endpoint);
      const { name, unit, effect, half } = rowTexts(data, row);
      return [name, unit, effect, half, power(row.power), n === null ? "over 100,000" : String(n)];
    }),
    claims: rows.map((row) => rowClaim(data, study, row)),
  };
}

function settledClaim(data: AnswerData, study: StudyResult): Claim {
  const rows = rowsAt(study);
  const names = (keep: (row: Row) => boolean): string[] => rows.filter(keep).map((r) => nameOf(data, r.endpoint));
  const settled = names((r) => r.power >= SETTLED);
  const lost = names((r) => r.power < OUT_OF_REACH);
  const worst = Math.max(...rows.map(({ mc_error }) => mc_error));
  const text = [
    `${study.n} patients, VA-ECMO alone first and the balloon next, settle ${listed(settled)} (power ${pct(SETTLED)} or more)`,
    ...(lost.length > 0 ? [`they cannot settle ${listed(lost)} (under ${pct(OUT_OF_REACH)})`] : []),
  ].join("; ");
  return byCommand(
    studyCommand(study, data.seed),
    `${text}. Virtual patients with the instruments' errors, wandering, missing data and dropouts (${study.repeats} studies, each drawn from ${study.pool} patients; Monte Carlo error at most ${pct(worst, 1)}). In this order a change with time looks like an effect of the balloon; the protocol \`on-off-crossover\` removes that.`,
    { settled, out_of_reach: lost, repeats: study.repeats, pool: study.pool, mc_error: worst },
  );
}

function otherClaim(data: AnswerData, study: StudyResult): Claim {
  const rows = rowsAt(study);
  const told = rows.map((row) => `${nameOf(data, row.endpoint)} ${power(row.power)}`);
  return byCommand(
    studyCommand(study, data.seed),
    `${study.title}, ${study.n} patients in two groups, a day apart: power for ${listed(told)}.`,
    rows.map(({ endpoint, power, ci_halfwidth }) => ({ endpoint, power, ci_halfwidth })),
  );
}
