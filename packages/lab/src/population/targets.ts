/** Published values that a population is held beside: of everybody or of a group, of a quantity or of a named criterion. */
import type { Indices } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import type { PopulationDocument, Range, Target } from "./population-file.ts";
import { isQuantity, type Quantity, requireQuantity } from "./quantities.ts";

/** One that was drawn, as far as targets look at him. */
export interface Subject {
  readonly groups: Readonly<Record<string, string>>;
  /** The state without support. */
  readonly indices: Indices;
}

/** What a target is of: a quantity, or a criterion that somebody meets or does not (then its value is 1 or 0). */
export interface Measure extends Quantity {
  readonly kind: "quantity" | "criterion";
}

export interface TargetRow {
  readonly measure: Measure;
  readonly target: Target;
}

export const inRange = (value: number, [least, most]: Range): boolean =>
  (least === null || value >= least) && (most === null || value <= most);

/** Whether a target speaks of this one. */
export const concerns = ({ group = {} }: Target, { groups }: Subject): boolean =>
  Object.entries(group).every(([name, member]) => groups[name] === member);

/** What a target counts of one: the value, or for a share 1 or 0; null where it is not known. */
export function counted({ measure, target }: TargetRow, { indices }: Subject): number | null {
  const value = measure.of(indices);
  if (value === null || target.kind !== "share" || target.within === undefined) return value;
  return inRange(value, target.within) ? 1 : 0;
}

/** @throws InputError */
export function checkTargets(document: PopulationDocument, where: string): TargetRow[] {
  const criteria = criteriaOf(document, where);
  return Object.entries(document.targets ?? {}).flatMap(([id, given]) =>
    (Array.isArray(given) ? given : [given]).map((target, i): TargetRow => {
      const at = `${where}: targets.${id}${Array.isArray(given) ? `.${i}` : ""}`;
      const criterion = criteria.get(id);
      const measure = criterion ?? { ...requireQuantity(id, `${where}: targets`), kind: "quantity" as const };
      checkTarget(target, measure, at);
      checkGroup(target, document, at);
      return { measure, target };
    }),
  );
}

function checkTarget(target: Target, measure: Measure, at: string): void {
  if (target.kind !== "share") {
    if (measure.kind === "criterion")
      throw new InputError(`${at}.kind: "${target.kind}" of a criterion; "share" is allowed.`);
    if (target.iqr && target.iqr[0] >= target.iqr[1])
      throw new InputError(`${at}.iqr: [${target.iqr}]; the lower quartile below the upper is allowed.`);
    return;
  }
  if (measure.kind === "criterion" && target.within !== undefined)
    throw new InputError(`${at}.within: a criterion has its bounds already; a share of a quantity takes them.`);
  if (measure.kind === "quantity") {
    if (target.within === undefined)
      throw new InputError(`${at}.within: it is missing; a share needs the bounds that it is counted within.`);
    checkRange(target.within, `${at}.within`);
  }
}

function checkGroup({ group = {} }: Target, { groups = {} }: PopulationDocument, at: string): void {
  for (const [name, member] of Object.entries(group)) {
    const members = Object.keys(groups[name]?.members ?? {});
    if (!(name in groups))
      throw new InputError(
        `${at}.group: there is no group "${name}"; ${Object.keys(groups).join(", ") || "a group of this file"} is allowed.`,
      );
    if (!members.includes(member))
      throw new InputError(`${at}.group.${name}: there is no "${member}"; ${members.join(", ")} are allowed.`);
  }
}

function checkRange([least, most]: Range, at: string): void {
  if (least === null && most === null) throw new InputError(`${at}: [null, null] bounds nothing; a number is allowed.`);
  if (least !== null && most !== null && least >= most)
    throw new InputError(`${at}: [${least}, ${most}]; the least below the most is allowed.`);
}

function criteriaOf({ criteria = {} }: PopulationDocument, where: string): ReadonlyMap<string, Measure> {
  return new Map(
    Object.entries(criteria).map(([id, { label, when, any }]): [string, Measure] => {
      const at = `${where}: criteria.${id}`;
      if (isQuantity(id)) throw new InputError(`${at}: ${id} is an index; another name is allowed.`);
      const parts = Object.entries(when).map(([name, range]) => {
        checkRange(range, `${at}.when.${name}`);
        return { range, quantity: requireQuantity(name, `${at}.when`) };
      });
      if (parts.length === 0) throw new InputError(`${at}.when: it is empty; one or more bounds are allowed.`);
      const of = (indices: Indices): number | null => {
        const values = parts.map(({ quantity }) => quantity.of(indices));
        if (values.some((value) => value === null)) return null;
        const met = parts.map(({ range }, k) => inRange(values[k] as number, range));
        return Number(any ? met.some(Boolean) : met.every(Boolean));
      };
      const needs = [...new Set(parts.flatMap(({ quantity }) => quantity.needs))];
      return [id, { id, kind: "criterion", label: label ?? id.replaceAll("_", " "), unit: "1", needs, of }];
    }),
  );
}
