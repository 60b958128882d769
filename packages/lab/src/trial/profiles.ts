/**
 * Profiles: the patients from whom trials draw, with all that prognosis, strata, subgroups and effect depend on. There are
 * so many that the population's means are exact to the third digit, and each trial draws its own with replacement.
 */

import { InputError } from "../input-error.ts";
import { copula } from "../population/copula.ts";
import { distributionFault, quantile } from "../population/distribution.ts";
import { sampler } from "../population/sampling.ts";
import { baselineRisk } from "./baseline.ts";
import { type CirculationTable, columnOf } from "./circulation.ts";
import type { Variables } from "./criteria.ts";
import type { Marker, Protocol } from "./protocol-file.ts";
import { Words } from "./random.ts";

export interface Profiles {
  readonly size: number;
  readonly variables: Variables;
  /** Log hazard of death without the treatment, to a constant. */
  readonly logHazard: Float64Array;
}

export const PROFILES = 2048;

/** @param where the file, for messages */
export function profilesOf(protocol: Protocol, table: CirculationTable | null, seed: number, where: string): Profiles {
  const markers = Object.entries(protocol.outcome.markers);
  const alone = markers.length === 0 && table === null && (protocol.randomisation?.centre_sd ?? 0) === 0;
  const size = alone ? 1 : PROFILES;
  const variables = new Map<string, Float64Array>();
  if (table) addCirculation(variables, table, size, seed, where);
  addMarkers(variables, protocol, size, seed, where);
  const logHazard = new Float64Array(size);
  for (const [id, marker] of markers) {
    const slope = logHazardRatio(marker, baselineRisk(protocol), `${where}: outcome.markers.${id}`) / marker.per;
    const values = variables.get(id)!;
    const mean = values.reduce((a, b) => a + b, 0) / size;
    for (let j = 0; j < size; j++) logHazard[j] += slope * (values[j] - mean);
  }
  return { size, variables, logHazard };
}

/**
 * An odds ratio of death by the day of the baseline risk p says how the logit moves; the log cumulative hazard
 * log(-log(1 - p)) moves by p / -log(1 - p) of that at p.
 */
export function logHazardRatio({ odds_ratio, hazard_ratio }: Marker, risk: number, where: string): number {
  if (odds_ratio !== undefined && hazard_ratio !== undefined)
    throw new InputError(`${where}: odds_ratio and hazard_ratio exclude each other; one of them is allowed.`);
  if (hazard_ratio !== undefined) return Math.log(hazard_ratio);
  return odds_ratio === undefined ? 0 : (Math.log(odds_ratio) * risk) / -Math.log1p(-risk);
}

function addMarkers(into: Map<string, Float64Array>, { outcome }: Protocol, size: number, seed: number, where: string) {
  const ids = Object.keys(outcome.markers);
  const drawn = ids.filter((id) => outcome.markers[id].distribution);
  for (const id of ids) {
    const { distribution, from } = outcome.markers[id];
    const at = `${where}: outcome.markers.${id}`;
    if (/[.,\s]/.test(id))
      throw new InputError(`${at}: "${id}" is not allowed as a name; one without points and blanks is.`);
    if (!distribution === !from)
      throw new InputError(`${at}: distribution and from exclude each other; one of them is needed.`);
    const fault = distribution ? distributionFault(distribution) : null;
    if (fault) throw new InputError(`${at}.distribution: ${fault}.`);
    if (!from) continue;
    const values = into.get(from);
    if (!values)
      throw new InputError(
        `${at}.from: there is no "${from}"; without.INDEX or control.INDEX of a circulation is allowed.`,
      );
    into.set(id, values);
  }
  const links = outcome.correlations.map(({ between, rank }, i) => {
    const [a, b] = between.map((id) => drawn.indexOf(id));
    if (a < 0 || b < 0 || a === b)
      throw new InputError(
        `${where}: outcome.correlations.${i}: "${between.join('", "')}" is not allowed; two markers with a distribution are.`,
      );
    return { a, b, rank };
  });
  const correlate = copula(drawn.length, links);
  if (!correlate)
    throw new InputError(
      `${where}: outcome.correlations: they contradict each other; ranks that can hold together are allowed.`,
    );
  if (drawn.length === 0) return;
  const point = sampler("sobol", drawn.length, seed, size);
  const columns = drawn.map((id) => {
    into.set(id, new Float64Array(size));
    const at = quantile(outcome.markers[id].distribution!, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    return { values: into.get(id)!, at };
  });
  for (let j = 0; j < size; j++) {
    const u = correlate(point(j));
    columns.forEach(({ values, at }, d) => {
      values[j] = at(u[d]);
    });
  }
}

/** Every patient stands equally often, in an order of chance, so that markers do not go with it. */
function addCirculation(
  into: Map<string, Float64Array>,
  table: CirculationTable,
  size: number,
  seed: number,
  where: string,
) {
  const order = shuffled(size, seed);
  for (const [name, values] of Object.entries(table.columns)) {
    if (values.some((x) => x === null)) continue;
    const column = columnOf(table, name, where);
    into.set(
      name,
      Float64Array.from(order, (j) => column[j % column.length]),
    );
  }
}

function shuffled(size: number, seed: number): Uint32Array {
  const out = new Uint32Array(4);
  const words = new Words(seed, "trial profiles", out);
  const keys = Float64Array.from({ length: size }, (_, j) => {
    words.fill(0, j, 0, 0);
    return out[0] * 2 ** 21 + (out[1] >>> 11);
  });
  return Uint32Array.from({ length: size }, (_, j) => j).sort((a, b) => keys[a] - keys[b]);
}
