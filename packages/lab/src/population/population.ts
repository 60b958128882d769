/** A population: a file of distributions, checked against the model and made ready to draw patients from. */
import type { Model, Patient } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import {
  type About,
  acceptanceOf,
  baseOf,
  checkExponents,
  checkGroups,
  correlationsOf,
  firstIssue,
  prepare,
  SIZE,
} from "./checks.ts";
import { copula } from "./copula.ts";
import { type PopulationDocument, populationSchema } from "./population-file.ts";
import { checkTargets, type TargetRow } from "./targets.ts";

/** One dimension of the unit cube: a parameter, or the group that one belongs to. */
export interface Factor {
  /** The parameter's id or the group's name. */
  readonly id: string;
  readonly kind: "parameter" | "group";
  readonly label: string;
  readonly source: string;
}

/** Someone drawn. */
export interface Virtual {
  /** Number of the draw, counted from 0; with the seed it says who this is. */
  readonly draw: number;
  readonly patient: Patient;
  /** Group -> member. */
  readonly groups: Readonly<Record<string, string>>;
  /** What was drawn, in public units, body size applied. */
  readonly drawn: Readonly<Record<string, number>>;
  /** Parameters that body size would have put outside the model's range; they stand at its end. */
  readonly clipped: readonly string[];
}

/** Least and most that is accepted of an index; null is open. */
export type Acceptance = ReadonlyMap<string, readonly [number | null, number | null]>;

export interface Population {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly base: Patient;
  readonly factors: readonly Factor[];
  readonly accept: Acceptance;
  /** In the file's order. */
  readonly targets: readonly TargetRow[];
  /** As given, for reports and for saving. */
  readonly document: PopulationDocument;
  /** Who stands at a point of the unit cube, correlations applied. */
  at(point: Float64Array, draw: number): Virtual;
  /** The groups of `at` alone: of many, without what else they are made of. */
  groupsAt(point: Float64Array): Readonly<Record<string, string>>;
  /** The same with every factor independent of the others. */
  atIndependent(point: Float64Array, draw: number): Virtual;
  /** A number that rises with a factor's value; for a group, which member it is. */
  rank(factor: number, point: Float64Array): number;
}

/** @param where the file, for messages @throws InputError */
export function populationFromObject(model: Model, content: unknown, where: string): Population {
  const parsed = populationSchema.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstIssue(parsed.error.issues)}`);
  const document = parsed.data;
  const base = baseOf(model, document, where);
  const about = { where, model, base };
  const members = checkGroups(document, where);
  const factors = factorsOf(document);
  const exponents = checkExponents(document, about);
  const values = valuesOf(document, about);
  const links = correlationsOf(document, factors, where);
  const correlate = copula(factors.length, links);
  if (!correlate)
    throw new InputError(
      `${where}: correlations: they contradict each other; ranks that can hold together are allowed.`,
    );
  const id = document.id ?? where;
  const title = document.title ?? id;
  const resize = resizer(model, base, exponents);
  const belonging = (point: Float64Array): Record<string, string> =>
    Object.fromEntries(
      factors.flatMap((f, i) => (f.kind === "group" ? [[f.id, members(f.id, point[i]).name] as const] : [])),
    );
  const draw = (point: Float64Array, number: number): Virtual => {
    const groups = belonging(point);
    const raw: Record<string, number> = {};
    factors.forEach((f, i) => {
      if (f.kind !== "group") raw[f.id] = values(f.id, groups)(point[i]);
    });
    const { drawn, clipped } = resize(raw);
    const belongs = Object.entries(groups).map(([group, member]) => `${group}: ${member}`);
    const patient: Patient = {
      id: `${id}-${number}`,
      title: `${title}, number ${number}`,
      description: belongs.join(", "),
      source: document.source ?? where,
      parameters: { ...base.parameters, ...drawn },
    };
    return { draw: number, patient, groups, drawn, clipped };
  };
  return {
    id,
    title,
    description: document.description ?? "",
    source: document.source ?? where,
    base,
    factors,
    accept: acceptanceOf(document, where),
    targets: checkTargets(document, where),
    document,
    at: (point, number) => draw(correlate(point), number),
    atIndependent: draw,
    groupsAt: (point) => belonging(correlate(point)),
    rank: (i, point) => (factors[i].kind === "group" ? members(factors[i].id, point[i]).index : point[i]),
  };
}

/** Groups first, each with the parameters that it decides; then the others, in the file's order. */
function factorsOf({ groups = {}, parameters }: PopulationDocument): Factor[] {
  const grouped = Object.entries(groups).flatMap(([name, group]): Factor[] => {
    const [first] = Object.values(group.members);
    const inside = Object.entries(first.parameters).map(
      ([id, d]): Factor => ({ id, kind: "parameter", label: d.label ?? id, source: d.source }),
    );
    const label = `${group.label ?? name} (${Object.keys(group.members).join(", ")})`;
    return [{ id: name, kind: "group", label, source: group.source }, ...inside];
  });
  const rest = Object.entries(parameters).map(
    ([id, d]): Factor => ({ id, kind: "parameter", label: d.label ?? id, source: d.source }),
  );
  return [...grouped, ...rest];
}

/** For each parameter its quantile function, given the members that one belongs to. */
function valuesOf(
  { groups = {}, parameters }: PopulationDocument,
  about: About,
): (id: string, groups: Readonly<Record<string, string>>) => (u: number) => number {
  const free = new Map(Object.entries(parameters).map(([id, d]) => [id, prepare(id, d, "parameters", about)]));
  const bound = new Map<string, { group: string; of: Map<string, (u: number) => number> }>();
  for (const [group, { members }] of Object.entries(groups)) {
    for (const [member, { parameters: inside }] of Object.entries(members)) {
      for (const [id, d] of Object.entries(inside)) {
        const entry = bound.get(id) ?? { group, of: new Map() };
        bound.set(id, entry);
        entry.of.set(member, prepare(id, d, `groups.${group}.${member}`, about));
      }
    }
  }
  return (id, belongs) => {
    const conditional = bound.get(id);
    return conditional ? conditional.of.get(belongs[conditional.group])! : free.get(id)!;
  };
}

/** Body surface over the base's, by Mosteller's formula (mosteller1987), applied to what goes with it. */
function resizer(
  model: Model,
  base: Patient,
  exponents: ReadonlyMap<string, number>,
): (raw: Readonly<Record<string, number>>) => { drawn: Record<string, number>; clipped: string[] } {
  const specs = new Map(model.parameters.map((p) => [p.id, p.spec]));
  const of = (id: string): number => base.parameters[id] ?? specs.get(id)!.value;
  return (raw) => {
    const drawn: Record<string, number> = { ...raw };
    const clipped: string[] = [];
    const ratio = Math.sqrt(SIZE.reduce((product, id) => product * ((raw[id] ?? of(id)) / of(id)), 1));
    for (const [id, exponent] of exponents) {
      const { min, max } = specs.get(id)!;
      const value = (raw[id] ?? of(id)) * ratio ** exponent;
      drawn[id] = Math.min(Math.max(value, min), max);
      if (drawn[id] !== value) clipped.push(id);
    }
    return { drawn, clipped };
  };
}
