/** Power of a weaning trial: how often its readings lead to the decision that the true values would. */
import { stream } from "@counterpulse/numerics";
import { analyse, endpointsOf } from "./analyse.ts";
import { decision, judgeCriteria, trulyMet } from "./criteria.ts";
import { drawDataSet } from "./draw.ts";
import type { EndpointSummary, PowerRequest, PowerRow } from "./power.ts";
import type { Protocol } from "./protocol.ts";
import { monteCarloError, Tally } from "./tally.ts";
import type { Truth } from "./truth.ts";
import { trueEffect } from "./truth-of.ts";

/** Sizes are readings at each step. */
export function ladderPower(
  protocol: Protocol,
  truth: Truth,
  request: PowerRequest,
): { rows: PowerRow[]; endpoints: EndpointSummary[] } {
  const sizes = [...new Set(request.sizes)].sort((a, b) => a - b);
  const endpoints = endpointsOf(protocol);
  const summaries = endpoints.map(
    (endpoint): EndpointSummary => ({
      ...{ endpoint: endpoint.index, role: endpoint.role, analysis: endpoint.analysis, contrast: null },
      ...{ truth: trueEffect(protocol, endpoint, truth), n_80: null, n_90: null },
    }),
  );
  return { rows: sizes.flatMap((n) => rowsAt(protocol, truth, request, n)), endpoints: summaries };
}

function rowsAt(protocol: Protocol, truth: Truth, { repeats, seed }: PowerRequest, n: number): PowerRow[] {
  const criteria = protocol.document.criteria ?? [];
  const endpoints = endpointsOf(protocol);
  const tallies = endpoints.map((endpoint) => new Tally(1, 1, trueEffect(protocol, endpoint, truth).mean));
  const met = new Float64Array(criteria.length + 1);
  const widths = new Float64Array(criteria.length);
  for (let r = 0; r < repeats; r++) {
    const draw = { n: 1, pick: () => 0, readings: n };
    const data = drawDataSet(protocol, truth, stream(seed, r, "study power"), draw);
    const judged = judgeCriteria(protocol, data, n);
    judged.forEach(({ met: holds, ci }, c) => {
      if (holds) met[c]++;
      if (ci) widths[c] += (ci[1] - ci[0]) / 2 / repeats;
    });
    if (decision(judged.map((one) => one.met))) met[criteria.length]++;
    endpoints.forEach((endpoint, e) => {
      tallies[e].add(analyse(protocol, endpoint, data), protocol.alpha, data.who);
    });
  }
  const values = trulyMet(protocol, truth);
  const share = (endpoint: string, count: number, width: number | null, value: number | null): PowerRow => ({
    ...{ n, endpoint, role: "criterion", analysis: endpoint === "decision" ? "all criteria" : "criterion" },
    ...{ power: count / repeats, ci_halfwidth: width, mc_error: monteCarloError(count, repeats), pool_error: null },
    ...{ true_effect: value, mean_estimate: null, sd_estimate: null, coverage: null, wrong_sign: null },
    ...{ analysed: null, failed: 0 },
  });
  return [
    ...(criteria.length > 0 ? [share("decision", met[criteria.length], null, null)] : []),
    ...criteria.map(({ index }, c) => share(index, met[c], widths[c], values[c].value)),
    ...endpoints.map((one, e): PowerRow => {
      const { index: endpoint, role, analysis } = one;
      return { ...tallies[e].row(repeats), n, endpoint, role, analysis };
    }),
  ];
}
