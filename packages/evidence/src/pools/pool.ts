/** One pool: `analyze meta` of its studies' counts, with the publications' own figures beside it. */
import { analyzeMeta, type MetaAnalysis, type MetaOptions, Table } from "@counterpulse/statistics";
import { holds, printed, roundsTo } from "../check/printed.ts";
import { findStudy } from "../find-study.ts";
import type { Outcome, Status, Study } from "../study.ts";
import type { PoolDefinition, PoolMember, Published } from "./definitions.ts";

export interface PooledMember {
  readonly id: string;
  readonly study: string;
  readonly year: number;
  readonly outcome: string;
  readonly status: Status;
  readonly counts: readonly [ai: number, n1: number, ci: number, n2: number];
}

export interface PublishedResult {
  readonly study: string;
  readonly title: string;
  readonly outcome: string;
  readonly measure: string | null;
  /** As printed. */
  readonly value: string | null;
  readonly ci: readonly [string, string] | null;
  readonly p: string | null;
  readonly status: Status;
  readonly note: string | null;
  /** The publication's pool repeated by its own method; null where that cannot be done. */
  readonly repeated: {
    readonly method: string;
    readonly k: number;
    readonly value: number;
    readonly ci: readonly [number, number];
    /** Whether estimate and both limits round to what was printed. */
    readonly agrees: boolean;
    /** Studies of the publication whose counts are not used here. */
    readonly without: readonly string[];
  } | null;
}

export interface PoolDocument {
  readonly id: string;
  readonly title: string;
  readonly event: string;
  readonly groups: readonly [string, string];
  readonly cautions: readonly string[];
  readonly analysis: MetaAnalysis;
  /** The normal interval of the same pool; Hartung and Knapp's is narrower where studies differ less than by chance. */
  readonly normal_ci: readonly [number, number] | null;
  readonly members: readonly PooledMember[];
  /** Recalled studies, unless they were asked for. */
  readonly left_out: readonly { readonly study: string; readonly reason: string }[];
  readonly published: readonly PublishedResult[];
}

export interface PoolOptions extends Partial<Omit<MetaOptions, "measure">> {
  readonly measure?: "RR" | "OR" | "RD";
  readonly includeRecalled?: boolean;
}

export function pool(definition: PoolDefinition, options: PoolOptions = {}): PoolDocument {
  const { includeRecalled = false, measure = definition.measure, ...rest } = options;
  const all = definition.members.map(memberOf);
  const members = all.filter(({ status }) => includeRecalled || status !== "RECALLED");
  const left = all.filter((member) => !members.includes(member));
  const analysis = analyze(members, { ...settings(members.length, rest), measure });
  return {
    id: definition.id,
    title: definition.title,
    event: definition.event,
    groups: definition.groups,
    cautions: definition.cautions,
    analysis,
    normal_ci: normalInterval(members, analysis, options),
    members,
    left_out: left.map(({ study }) => ({ study, reason: "counts recalled, unverified" })),
    published: definition.published.map((one) => publishedResult(one, all, includeRecalled)),
  };
}

/** One study has no spread between studies: its own effect is all there is. */
const settings = (k: number, given: Partial<MetaOptions>): Partial<MetaOptions> =>
  k === 1 ? { ...given, model: "common", tau2: undefined, test: "z" } : given;

function normalInterval(
  members: readonly PooledMember[],
  { test, measure }: MetaAnalysis,
  { model, tau2, level }: PoolOptions,
): [number, number] | null {
  return test === "z" ? null : analyze(members, { measure, model, tau2, level, test: "z" }).pooled.ci;
}

function analyze(members: readonly PooledMember[], options: MetaOptions): MetaAnalysis {
  const rows = members.map(({ study, counts }) => [study, ...counts.map(String)]);
  const lines = rows.map((_, i) => i + 1);
  return analyzeMeta(new Table(["study", "ai", "n1", "ci", "n2"], rows, lines, "pool"), options);
}

function required(id: string, name: string): { study: Study; outcome: Outcome } {
  const study = findStudy(id);
  const outcome = study?.outcomes.find((o) => o.outcome === name);
  if (!study || !outcome) throw new Error(`pool: there is no outcome "${name}" of ${id}`);
  return { study, outcome };
}

function memberOf({ study: id, outcome: name }: PoolMember): PooledMember {
  const { study, outcome } = required(id, name);
  const counts = outcome.arms.flatMap(({ events, total }) => [events, total]);
  if (counts.length !== 4 || counts.includes(null)) throw new Error(`pool: ${id}, "${name}" has no counts`);
  return {
    id,
    study: study.title,
    year: study.year,
    outcome: name,
    status: outcome.status,
    counts: counts as [number, number, number, number],
  };
}

function publishedResult(
  published: Published,
  all: readonly PooledMember[],
  includeRecalled: boolean,
): PublishedResult {
  const { study, outcome } = required(published.study, published.outcome);
  return {
    study: study.id,
    title: study.title,
    outcome: outcome.outcome,
    measure: outcome.measure ?? null,
    value: outcome.effect ?? null,
    ci: outcome.ci95 ?? null,
    p: outcome.p ?? null,
    status: outcome.status,
    note: published.note ?? null,
    repeated: repeat(published, outcome, all, includeRecalled),
  };
}

function repeat(
  { repeat: how }: Published,
  outcome: Outcome,
  all: readonly PooledMember[],
  includeRecalled: boolean,
): PublishedResult["repeated"] {
  if (!how || outcome.effect === undefined || !outcome.ci95) return null;
  const wanted = all.filter(({ id }) => how.members.includes(id));
  const used = wanted.filter(({ status }) => includeRecalled || status !== "RECALLED");
  const { pooled, k } = analyze(used, {
    measure: how.measure,
    method: how.method,
    ...(how.method === "IV" ? { model: how.model, tau2: how.tau2, test: "z" as const } : {}),
  });
  const scale = how.measure === "RD" ? 100 : 1;
  const figures = [pooled.value, ...pooled.ci].map((x) => x * scale);
  const texts = [outcome.effect, ...outcome.ci95];
  return {
    method: how.method === "MH" ? "Mantel-Haenszel, common effect" : "inverse variance, random effects (DL), z",
    k,
    value: pooled.value,
    ci: pooled.ci,
    agrees: texts.every((text, i) => holds(roundsTo(printed(text)), figures[i])),
    without: wanted.filter((member) => !used.includes(member)).map((member) => member.study),
  };
}
