/** Claims from a file's content; what is malformed is told with its place, the rest is judged. */

import type { Claim, ClaimKind } from "./claim.ts";
import { ClaimError, shown } from "./claim-error.ts";
import { parseCount, parsePrinted } from "./printed.ts";

type Fields = Record<string, unknown>;
/** Throws unless a value is what a field may hold. */
type Rule = (value: unknown, field: string) => void;

const FIGURE = 'a text such as "0.004", "0,004", "<0.001" (in quotes, so that its decimals count)';

function requireThat(holds: boolean, field: string, value: unknown, allowed: string): void {
  if (!holds) throw new ClaimError(field, value, allowed);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text: Rule = (value, field) =>
  requireThat(typeof value === "string" && value.trim() !== "", field, value, "a text");
const number: Rule = (value, field) => requireThat(Number.isFinite(value), field, value, "a number");
const countOrNull: Rule = (value, field) =>
  requireThat(value === null || Number.isFinite(value), field, value, "a number or null");
const figure: Rule = (value, field) =>
  requireThat(typeof value === "string" && parsePrinted(value) !== null, field, value, FIGURE);
const anyText: Rule = (value, field) => requireThat(typeof value === "string", field, value, "a text");
const total: Rule = (value, field) =>
  requireThat(
    Number.isFinite(value) || (typeof value === "string" && parseCount(value) !== null),
    field,
    value,
    'a number, or a text such as "1,650"',
  );
const flag: Rule = (value, field) => requireThat(typeof value === "boolean", field, value, "true or false");
const level: Rule = (value, field) =>
  requireThat(typeof value === "number" && value > 0.5 && value < 1, field, value, "a number such as 0.95");

const interval: Rule = (value, field) => {
  requireThat(Array.isArray(value) && value.length === 2, field, value, "a list of two texts, lower and upper limit");
  (value as unknown[]).forEach((limit, i) => {
    figure(limit, `${field}[${i}]`);
  });
};
const intervalOrNull: Rule = (value, field) => {
  if (value !== null) interval(value, field);
};
const parts: Rule = (value, field) => {
  requireThat(Array.isArray(value) && value.length > 0, field, value, "a list of numbers");
  (value as unknown[]).forEach((part, i) => {
    total(part, `${field}[${i}]`);
  });
};
const groups: Rule = (value, field) => {
  requireThat(isFields(value), field, value, "groups by name, each with its number");
  for (const [name, size] of Object.entries(value as Fields)) number(size, `${field}.${name}`);
};
const counts: Rule = (value, field) => {
  requireThat(isFields(value), field, value, "{a, n1, b, n2}");
  for (const name of ["a", "n1", "b", "n2"]) number((value as Fields)[name], `${field}.${name}`);
};
const measure: Rule = (value, field) =>
  requireThat(["RR", "OR", "HR"].includes(value as string), field, value, "RR, OR or HR");

interface Form {
  readonly needed: Readonly<Record<string, Rule>>;
  readonly optional: Readonly<Record<string, Rule>>;
}

const ANY = { claim: text, note: anyText };

const FORMS: Readonly<Record<ClaimKind, Form>> = {
  proportion: {
    needed: { events: countOrNull, total: number, stated_pct: figure },
    optional: { denominators: groups },
  },
  sum: { needed: { parts, stated_total: total }, optional: {} },
  two_by_two: {
    needed: { a: number, n1: number, b: number, n2: number },
    optional: {
      stated_p: figure,
      stated_rr: figure,
      stated_or: figure,
      stated_rd: figure,
      stated_nnt: figure,
      stated_ci: interval,
      level,
      paired: flag,
    },
  },
  ratio: {
    needed: { measure, estimate: figure, ci: intervalOrNull },
    optional: { stated_p: figure, level, counts, percents: interval },
  },
  difference: {
    needed: { estimate_pct: figure },
    optional: { ci_pct: intervalOrNull, stated_p: figure, stated_nnt: figure, level },
  },
  comparison: { needed: { stated: text, elsewhere: text, where: text }, optional: {} },
};
const KINDS = Object.keys(FORMS) as ClaimKind[];

export interface ReadClaims {
  readonly claims: Claim[];
  /** Fields that no rule knows and that were left aside. */
  readonly warnings: string[];
}

/** @param where the file, for messages */
export function readClaims(content: unknown, where: string): ReadClaims {
  if (!Array.isArray(content))
    throw new ClaimError(where, content, "a list of claims, each {study, kind, ...}, at the top level");
  const warnings: string[] = [];
  const claims = content.map((given, i) => readClaim(given, `${where}: claim ${i + 1}`, warnings));
  return { claims, warnings };
}

function readClaim(given: unknown, where: string, warnings: string[]): Claim {
  if (!isFields(given)) throw new ClaimError(where, given, "an object {study, kind, ...}");
  text(given.study, `${where}, study`);
  const kind = KINDS.find((k) => k === given.kind);
  if (!kind) throw new ClaimError(`${where}, kind`, given.kind, KINDS.join(", "));
  const { needed, optional } = FORMS[kind];
  const kept: Fields = { study: given.study, kind };
  for (const [field, rule] of Object.entries(needed)) {
    rule(given[field], `${where}, ${field}`);
    kept[field] = given[field];
  }
  for (const [field, rule] of Object.entries({ ...ANY, ...optional })) {
    const value = given[field];
    // An empty field of YAML is null: nothing is stated.
    if (value === undefined || value === null) continue;
    rule(value, `${where}, ${field}`);
    kept[field] = value;
  }
  for (const field of Object.keys(given).filter((name) => !(name in kept) && given[name] !== null)) {
    // A stated figure that nothing checks must not pass for one that holds.
    if (field.startsWith("stated"))
      throw new ClaimError(`${where}, ${field}`, given[field], `of a ${kind}: ${stated(kind)}`);
    warnings.push(`${where}: ${field} (${shown(given[field])}) is no field of a ${kind} and is left aside.`);
  }
  return kept as unknown as Claim;
}

function stated(kind: ClaimKind): string {
  const { needed, optional } = FORMS[kind];
  return [...Object.keys(needed), ...Object.keys(optional)].join(", ");
}
