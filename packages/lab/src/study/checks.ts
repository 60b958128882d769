/** What can be wrong with a protocol beyond its form: each fault is one line with file, field and what is allowed. */
import { INDICES } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { isPlace } from "../named-indices.ts";
import type { Analysis, Design, ProtocolDocument } from "./protocol-file.ts";

const KNOWN = new Set(INDICES.map((i) => i.id));

export function checkIndex(id: string, where: string): void {
  if (!KNOWN.has(id)) throw new InputError(`${where}: there is no index "${id}"; \`counterpulse indices\` lists all.`);
  if (isPlace(id)) throw new InputError(`${where}: ${id} is a place, not a number; any other index is allowed.`);
}

/** Analyses that a design allows. */
const ALLOWED: Readonly<Record<Design, readonly Analysis[]>> = {
  sequential: ["paired-t", "mixed"],
  crossover: ["hills-armitage", "paired-t", "mixed"],
  parallel: ["welch", "t", "change"],
  ladder: ["slope"],
};

export function checkProtocol(d: ProtocolDocument, where: string): void {
  checkWho(d, where);
  checkSequences(d, where);
  checkArms(d, where);
  checkSchedule(d, where);
  const measured = checkInstruments(d, where);
  for (const [field, list] of [
    ["fluctuation", d.fluctuation],
    ["trend", d.trend],
  ] as const)
    for (const id of Object.keys(list ?? {})) requireMeasured(measured, id, `${where}: ${field}`);
  checkEndpoints(d, measured, where);
  checkCriteria(d, measured, where);
}

function checkWho(d: ProtocolDocument, where: string): void {
  if (d.design === "ladder") {
    if (d.patient === undefined || d.population !== undefined || d.n !== 1)
      throw new InputError(`${where}: a ladder is of one patient; patient and n: 1 are allowed, no population.`);
    return;
  }
  if (d.population === undefined || d.patient !== undefined)
    throw new InputError(`${where}: design ${d.design}: a population is allowed, no patient.`);
  if (d.n < 4) throw new InputError(`${where}: n is ${d.n}; 4 or more is allowed in this design.`);
}

function checkArms(d: ProtocolDocument, where: string): void {
  if (Object.keys(d.arms).length < 2) throw new InputError(`${where}: arms: two or more are allowed.`);
  const used = new Set([...d.sequences.flatMap((s) => s.order), d.schedule.washout_arm]);
  for (const arm of Object.keys(d.arms))
    if (!used.has(arm)) throw new InputError(`${where}: arms.${arm}: no sequence has it; only arms that are used are.`);
}

export function requireArm(d: ProtocolDocument, arm: string, place: string): void {
  if (!Object.hasOwn(d.arms, arm))
    throw new InputError(`${place}: there is no arm "${arm}"; ${Object.keys(d.arms).join(", ")} are allowed.`);
}

function checkSequences(d: ProtocolDocument, where: string): void {
  const { design, sequences } = d;
  const place = `${where}: sequences`;
  for (const [i, { order }] of sequences.entries()) for (const arm of order) requireArm(d, arm, `${place}.${i}.order`);
  const texts = sequences.map(({ order }) => order.join("\n"));
  if (new Set(texts).size < texts.length) throw new InputError(`${place}: an order stands twice; once is allowed.`);
  const one = design === "sequential" || design === "ladder";
  if (one && (sequences.length !== 1 || sequences[0].order.length < 2))
    throw new InputError(`${place}: one order of two or more arms is allowed in design ${design}.`);
  if (one) return;
  const lengths = new Set(sequences.map(({ order }) => order.length));
  if (sequences.length < 2 || lengths.size !== 1)
    throw new InputError(`${place}: two or more orders of the same length are allowed in design ${design}.`);
  if (design === "crossover" && sequences[0].order.length < 2)
    throw new InputError(`${place}: orders of two or more arms are allowed in design crossover.`);
}

function checkSchedule({ schedule, arms }: ProtocolDocument, where: string): void {
  const { washout_min = 0, washout_arm, values, at_s, period_min } = schedule;
  if (washout_arm !== undefined && !Object.hasOwn(arms, washout_arm))
    throw new InputError(`${where}: schedule.washout_arm: there is no arm "${washout_arm}".`);
  if (values === "end-of-period" && washout_min > 0 && washout_arm === undefined)
    throw new InputError(`${where}: schedule.washout_arm: it is missing; the arm of the washout is needed.`);
  if (at_s === undefined) return;
  const place = `${where}: schedule.at_s`;
  if (values === "steady")
    throw new InputError(`${place}: values at rest have no time; with values: end-of-period it is allowed.`);
  if (at_s > period_min * 60)
    throw new InputError(`${place} = ${at_s}: beyond the period's end; up to ${period_min * 60} s is allowed.`);
}

/** Index -> instrument. */
function checkInstruments(d: ProtocolDocument, where: string): ReadonlyMap<string, string> {
  const measured = new Map<string, string>();
  for (const [name, { measures }] of Object.entries(d.instruments)) {
    const place = `${where}: instruments.${name}.measures`;
    for (const [id, { min, max }] of Object.entries(measures)) {
      checkIndex(id, place);
      if (measured.has(id))
        throw new InputError(`${place}: ${id} is measured by ${measured.get(id)} too; one instrument is allowed.`);
      if (min !== undefined && max !== undefined && min >= max)
        throw new InputError(`${place}.${id}: min ${min} and max ${max}; min below max is allowed.`);
      measured.set(id, name);
    }
  }
  if (measured.size === 0) throw new InputError(`${where}: instruments: nothing is measured; one or more indices are.`);
  return measured;
}

function requireMeasured(measured: ReadonlyMap<string, string>, id: string, place: string): void {
  checkIndex(id, place);
  if (!measured.has(id))
    throw new InputError(`${place}: ${id} is not measured; ${[...measured.keys()].join(", ")} are allowed.`);
}

function checkEndpoints(d: ProtocolDocument, measured: ReadonlyMap<string, string>, where: string): void {
  if (d.endpoints.length + (d.criteria?.length ?? 0) === 0)
    throw new InputError(`${where}: endpoints: there are none; one or more are allowed.`);
  const seen = new Set<string>();
  for (const [i, endpoint] of d.endpoints.entries()) {
    const { index, analysis, contrast } = endpoint;
    const place = `${where}: endpoints.${i}`;
    requireMeasured(measured, index, `${place}.index`);
    if (!ALLOWED[d.design].includes(analysis))
      throw new InputError(
        `${place}.analysis: ${analysis} does not fit design ${d.design}; ${ALLOWED[d.design].join(", ")} are allowed.`,
      );
    if (analysis === "slope") {
      if (contrast) throw new InputError(`${place}.contrast: a slope has none.`);
    } else checkContrast(d, endpoint, place);
    const key = `${index} ${analysis} ${contrast?.join(" ")}`;
    if (seen.has(key)) throw new InputError(`${place}: it stands twice; once is allowed.`);
    seen.add(key);
  }
}

function checkContrast(d: ProtocolDocument, { analysis, contrast }: ProtocolDocument["endpoints"][number], at: string) {
  if (!contrast) throw new InputError(`${at}.contrast: it is missing; two arms are needed.`);
  for (const arm of contrast) requireArm(d, arm, `${at}.contrast`);
  if (contrast[0] === contrast[1]) throw new InputError(`${at}.contrast: two different arms are allowed.`);
  const orders = d.sequences.map(({ order }) => order);
  if (d.design === "parallel") {
    const last = orders.map((order) => order[order.length - 1]);
    if (contrast.some((arm) => last.filter((one) => one === arm).length !== 1))
      throw new InputError(`${at}.contrast: last arms of one sequence each (${last.join(", ")}) are allowed.`);
    if (analysis === "change" && (orders[0].length < 2 || new Set(orders.map(([first]) => first)).size > 1))
      throw new InputError(`${at}.analysis: change needs a first period, the same arm in all sequences.`);
    return;
  }
  const times = (order: readonly string[], arm: string): number => order.filter((one) => one === arm).length;
  if (analysis !== "mixed" && orders.some((order) => contrast.some((arm) => times(order, arm) !== 1)))
    throw new InputError(`${at}.contrast: for ${analysis} each arm must stand once in every order; mixed takes more.`);
  if (analysis === "mixed" && (d.sequences.length < 2 || orders[0].length < 2))
    throw new InputError(
      `${at}.analysis: mixed cannot tell the arms from the periods with one order; paired-t is allowed.`,
    );
  if (analysis === "hills-armitage") {
    if (orders.length !== 2 || orders[0].length !== 2)
      throw new InputError(`${at}.analysis: hills-armitage takes two orders of two arms; mixed takes more.`);
  }
}

function checkCriteria(d: ProtocolDocument, measured: ReadonlyMap<string, string>, where: string): void {
  if (d.criteria && d.design !== "ladder")
    throw new InputError(`${where}: criteria: they are of a ladder; endpoints are allowed in design ${d.design}.`);
  for (const [i, { index, at, at_least, at_most }] of (d.criteria ?? []).entries()) {
    const place = `${where}: criteria.${i}`;
    requireMeasured(measured, index, `${place}.index`);
    requireArm(d, at, `${place}.at`);
    if ((at_least === undefined) === (at_most === undefined))
      throw new InputError(`${place}: at_least or at_most is allowed, and one of them is needed.`);
  }
}
