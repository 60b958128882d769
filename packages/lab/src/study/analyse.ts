/** Endpoints of a data set, each by the estimator that its protocol names. */
import {
  type CrossoverData,
  hillsArmitage,
  InputError,
  mixedTreatment,
  pairedMeans,
  type Subject,
  slope,
  type TEstimate,
  twoMeans,
} from "@counterpulse/statistics";
import type { DataSet } from "./draw.ts";
import type { Protocol } from "./protocol.ts";
import type { Analysis, EndpointSpec } from "./protocol-file.ts";

export interface EndpointEstimate {
  readonly index: string;
  readonly role: "primary" | "secondary";
  readonly analysis: Analysis;
  readonly contrast: readonly [string, string] | null;
  /** Patients in the analysis. */
  readonly n: number;
  /** null where too few have the values that it needs. */
  readonly estimate: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly ci: readonly [number, number] | null;
  readonly p: number | null;
}

/** An endpoint with its places in the data. */
export interface Endpoint extends EndpointSpec {
  readonly measure: number;
  /** By sequence: periods of the two arms, or -1. */
  readonly places: readonly (readonly [number, number])[];
  /** Of a slope: the flow held in each period. */
  readonly flows: readonly number[];
}

export function endpointsOf(protocol: Protocol): Endpoint[] {
  const { measures, sequences, arms, document } = protocol;
  return document.endpoints.map((spec) => {
    const contrast = spec.contrast ?? null;
    const last = protocol.periods - 1;
    const find = (order: readonly string[], arm: string): number =>
      document.design === "parallel" ? (order[last] === arm ? last : -1) : order.indexOf(arm);
    return {
      ...spec,
      measure: measures.findIndex(({ index }) => index === spec.index),
      places: sequences.map(({ order }) =>
        contrast ? [find(order, contrast[0]), find(order, contrast[1])] : [-1, -1],
      ),
      flows: sequences[0].order.map((arm) => arms.get(arm)!.settings["va-ecmo.flow_L_min"] ?? Number.NaN),
    };
  });
}

/** @param n the first so many patients of the data set */
export function analyse(protocol: Protocol, endpoint: Endpoint, data: DataSet, n = data.n): EndpointEstimate {
  const { index, role, analysis, contrast = null } = endpoint;
  const found = estimators[analysis](protocol, endpoint, data, n);
  const common = { index, role, analysis, contrast, n: found.n };
  if (!found.result) return { ...common, estimate: null, se: null, df: null, ci: null, p: null };
  const { estimate, se, df, ci, p } = found.result;
  return { ...common, estimate, se, df, ci, p };
}

interface Found {
  readonly n: number;
  readonly result: TEstimate | null;
}
type Estimator = (protocol: Protocol, endpoint: Endpoint, data: DataSet, n: number) => Found;

const at = ({ periods, measures }: Protocol, { values }: DataSet, i: number, period: number, m: number): number =>
  period < 0 ? Number.NaN : values[(i * periods + period) * measures.length + m];

const paired: Estimator = (protocol, { measure, places }, data, n) => {
  const differences: number[] = [];
  for (let i = 0; i < n; i++) {
    const [a, b] = places[data.sequence[i]];
    const d = at(protocol, data, i, a, measure) - at(protocol, data, i, b, measure);
    if (!Number.isNaN(d)) differences.push(d);
  }
  return { n: differences.length, result: differences.length < 2 ? null : pairedMeans(differences) };
};

/** One row a patient and period; treatment 1 is the first arm of the contrast. */
export function crossoverData(protocol: Protocol, endpoint: Endpoint, data: DataSet, n: number): CrossoverData {
  const { periods, sequences } = protocol;
  const [one, zero] = endpoint.contrast!;
  const subjects: Subject[] = [];
  for (let i = 0; i < n; i++) {
    const treatment: Subject["treatment"] = [];
    const outcome: Subject["outcome"] = [];
    sequences[data.sequence[i]].order.forEach((arm, period) => {
      const value = at(protocol, data, i, period, endpoint.measure);
      const known = !Number.isNaN(value) && (arm === one || arm === zero);
      treatment.push(known ? (arm === one ? 1 : 0) : undefined);
      outcome.push(known ? value : undefined);
    });
    if (outcome.some((y) => y !== undefined)) subjects.push({ name: String(i + 1), treatment, outcome });
  }
  return { periods: Array.from({ length: periods }, (_, p) => String(p + 1)), subjects, dropped: 0 };
}

const crossover: Estimator = (protocol, endpoint, data, n) => {
  const rows = crossoverData(protocol, endpoint, data, n);
  const complete = rows.subjects.filter(({ outcome }) => outcome.every((y) => y !== undefined));
  const orders = new Set(complete.map(({ treatment }) => treatment[0]));
  const enough = complete.length >= 3 && orders.size === 2;
  return { n: complete.length, result: enough ? hillsArmitage(rows).treatment : null };
};

const mixed: Estimator = (protocol, endpoint, data, n) => {
  const rows = crossoverData(protocol, endpoint, data, n);
  const count = rows.subjects.reduce((sum, { outcome }) => sum + outcome.filter((y) => y !== undefined).length, 0);
  const enough = rows.subjects.length >= 3 && count - rows.subjects.length - protocol.periods >= 1;
  return { n: rows.subjects.length, result: enough ? toldApart(() => mixedTreatment(rows)) : null };
};

/** null where those who are left have, say, all had the same order: their arms cannot be told from their periods. */
function toldApart(estimate: () => TEstimate): TEstimate | null {
  try {
    return estimate();
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

const groups =
  (pooled: boolean, change: boolean): Estimator =>
  (protocol, { measure, places }, data, n) => {
    const [first, second]: [number[], number[]] = [[], []];
    for (let i = 0; i < n; i++) {
      const [a, b] = places[data.sequence[i]];
      const before = change ? at(protocol, data, i, 0, measure) : 0;
      const value = at(protocol, data, i, Math.max(a, b), measure) - before;
      if (!Number.isNaN(value)) (a >= 0 ? first : second).push(value);
    }
    const enough = first.length >= 2 && second.length >= 2;
    return { n: first.length + second.length, result: enough ? twoMeans(first, second, { pooled }) : null };
  };

const overFlow: Estimator = (protocol, { measure, flows }, data) => {
  const [x, y]: [number[], number[]] = [[], []];
  flows.forEach((flow, period) => {
    const value = at(protocol, data, 0, period, measure);
    if (Number.isNaN(value) || Number.isNaN(flow)) return;
    x.push(flow);
    y.push(value);
  });
  return { n: 1, result: new Set(x).size < 3 ? null : slope(x, y) };
};

const estimators: Readonly<Record<Analysis, Estimator>> = {
  "paired-t": paired,
  "hills-armitage": crossover,
  mixed,
  welch: groups(false, false),
  t: groups(true, false),
  change: groups(false, true),
  slope: overFlow,
};
