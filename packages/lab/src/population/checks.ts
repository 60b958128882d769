/** What can be wrong with a population file beyond its form: each fault is one line with file, field and what is allowed. */
import { INDICES, type Model, type Patient } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { isPlace } from "../named-indices.ts";
import { requirePatient } from "../patients.ts";
import { checkSettings, checkValue, findParameter } from "../settings.ts";
import type { Correlation } from "./copula.ts";
import { type Distribution, distributionFault, pick, quantile, supportOf } from "./distribution.ts";
import type { Acceptance, Factor } from "./population.ts";
import type { PopulationDocument } from "./population-file.ts";

export interface About {
  readonly where: string;
  readonly model: Model;
  readonly base: Patient;
}

interface Issue {
  readonly path: PropertyKey[];
  readonly message: string;
  readonly code?: string;
  readonly errors?: readonly (readonly Issue[])[];
}

export function firstIssue(issues: readonly Issue[]): string {
  const { path, message } = deepest(issues[0]);
  const plain = message
    .replace(/^Invalid input: expected \w+, received undefined$/, "it is missing")
    .replace(/^Invalid (discriminator value|input$).*/, `${KINDS[String(path.at(-1))] ?? "another value"} is allowed`)
    .replace("Invalid input: ", "")
    .replace("expected record", "expected object");
  return `${path.join(".") || "the document"}: ${plain}; docs/population.schema.json tells what a population is.`;
}

const KINDS: Readonly<Record<string, string>> = {
  distribution: "normal, lognormal, uniform, triangular, histogram or choice",
  kind: "median, mean or share",
};

/** Where one of several forms is allowed, the fault is that of the form that was followed furthest. */
function deepest(issue: Issue): Issue {
  const branches = (issue.errors ?? []).flatMap(([first]) => (first ? [deepest(first)] : []));
  const [furthest] = branches.sort((a, b) => b.path.length - a.path.length);
  return furthest ? { ...furthest, path: [...issue.path, ...furthest.path] } : issue;
}

export function baseOf(model: Model, { base }: PopulationDocument, where: string): Patient {
  try {
    const patient = requirePatient(base);
    return { ...patient, parameters: { ...checkSettings(model, patient.parameters, base) } };
  } catch (error) {
    throw new InputError(`${where}: base: ${(error as Error).message}`);
  }
}

/** Which member of a group a number in (0, 1) stands for. */
export function checkGroups(
  { groups = {}, parameters }: PopulationDocument,
  where: string,
): (name: string, u: number) => { name: string; index: number } {
  const seen = new Set(Object.keys(parameters));
  const pickers = new Map<string, (u: number) => { name: string; index: number }>();
  for (const [name, { members }] of Object.entries(groups)) {
    const names = Object.keys(members);
    if (names.length === 0)
      throw new InputError(`${where}: groups.${name}: it has no members; one or more are allowed.`);
    const ids = Object.keys(members[names[0]].parameters).sort();
    for (const member of names) {
      if (Object.keys(members[member].parameters).sort().join() !== ids.join())
        throw new InputError(
          `${where}: groups.${name}.${member}: its parameters are not those of ${names[0]}; the same ids in every member are allowed.`,
        );
    }
    for (const id of ids) {
      if (seen.has(id)) throw new InputError(`${where}: groups.${name}: ${id} is drawn twice; once is allowed.`);
      seen.add(id);
    }
    const index = pick(names.map((n) => members[n].share));
    pickers.set(name, (u) => ({ name: names[index(u)], index: index(u) }));
  }
  return (name, u) => pickers.get(name)!(u);
}

/** The quantile function of a parameter in its public unit, after all checks. */
export function prepare(
  id: string,
  d: Distribution,
  place: string,
  { where, model, base }: About,
): (u: number) => number {
  const parameter = findParameter(model, id, `${where}: ${place}`);
  const { spec } = parameter;
  const at = `${where}: ${place}.${id}`;
  const fault = distributionFault(d);
  if (fault) throw new InputError(`${at}: ${fault}.`);
  if (d.unit !== undefined && d.unit !== spec.unit && !d.relative)
    throw new InputError(`${at}: unit is "${d.unit}"; "${spec.unit}" is allowed.`);
  if (spec.whole && d.distribution !== "choice")
    throw new InputError(`${at}: it takes whole numbers only; the distribution "choice" is allowed.`);
  const one = d.relative ? (base.parameters[id] ?? spec.value) : 1;
  if (one <= 0) throw new InputError(`${at}: the base patient's value is ${one}; relative needs one above 0.`);
  const [low, high] = supportOf(d);
  const within = (x: number): void => {
    if (Number.isFinite(x)) checkValue(parameter, x * one, `${where}: ${place}`);
  };
  if (d.distribution === "choice") for (const value of d.values) within(value);
  else for (const end of [low, high]) within(end === 0 && d.distribution === "lognormal" ? Number.NaN : end);
  const inverse = quantile(d, spec.min / one, spec.max / one);
  return d.relative ? (u) => one * inverse(u) : inverse;
}

export const SIZE = ["patient.weight_kg", "patient.height_cm"];

export function checkExponents(
  { body_size }: PopulationDocument,
  { where, model }: About,
): ReadonlyMap<string, number> {
  const entries = Object.entries(body_size?.exponents ?? {});
  for (const [id] of entries) {
    const { spec } = findParameter(model, id, `${where}: body_size.exponents`);
    if (spec.whole || SIZE.includes(id))
      throw new InputError(
        `${where}: body_size.exponents: ${id} cannot go with body size; other parameters are allowed.`,
      );
  }
  return new Map(entries);
}

export function correlationsOf(document: PopulationDocument, factors: readonly Factor[], where: string): Correlation[] {
  const seen = new Set<string>();
  return (document.correlations ?? []).map(({ between, rank }, i) => {
    const [a, b] = between.map((id) => {
      const at = factors.findIndex((f) => f.id === id);
      if (at < 0)
        throw new InputError(
          `${where}: correlations.${i}: ${id} is not drawn; what groups and parameters name is allowed.`,
        );
      return at;
    });
    const pair = [a, b].sort((x, y) => x - y).join();
    if (a === b || seen.has(pair))
      throw new InputError(
        `${where}: correlations.${i}: ${between.join(" and ")}: two different parameters, once, are allowed.`,
      );
    seen.add(pair);
    return { a, b, rank };
  });
}

export function acceptanceOf({ accept = {} }: PopulationDocument, where: string): Acceptance {
  for (const [id, [min, max]] of Object.entries(accept)) {
    checkIndex(id, `${where}: accept`);
    if (min !== null && max !== null && min >= max)
      throw new InputError(`${where}: accept.${id}: [${min}, ${max}]; the least below the most is allowed.`);
  }
  return new Map(Object.entries(accept));
}

const KNOWN = new Set(INDICES.map((i) => i.id));

function checkIndex(id: string, where: string): void {
  if (!KNOWN.has(id)) throw new InputError(`${where}: there is no index "${id}"; \`counterpulse indices\` lists all.`);
  if (isPlace(id)) throw new InputError(`${where}: ${id} is a place, not a number; any other index is allowed.`);
}
