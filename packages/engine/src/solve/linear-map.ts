/**
 * The map of a beat near one steady state, linearised: where a whole beat takes a small change of each carried register.
 * With it a search that stands at `point`, and whose beat ends in `image`, can leap to where the linear map would come to
 * rest. It is a reference's map and only near the one that is searched for, so it directs the search and decides nothing.
 */
import { inverse } from "@counterpulse/numerics";
import type { Kernel } from "../codegen/kernel.ts";
import { MatrixVector } from "../codegen/matrix-vector.ts";
import type { InnerParameters, LaneGroup, State } from "./lane-group.ts";
import { withGroup } from "./lane-queue.ts";
import { weightsOf } from "./weights.ts";

export interface Reference {
  readonly parameters: InnerParameters;
  /** Its steady state. */
  readonly state: State;
  readonly steps: number;
}

/** Size of the changes, in the units of the weights (mmHg): large beside rounding, small beside what bends the map. */
const CHANGE = 0.02;
/** Rows of I - J below this belong to what a beat does not change, as in circuits that are switched off. */
const STILL = 1e-9;

export class LinearMap {
  /** @param leap by rows: how each carried register moves on from the image, for a unit of residual in each place */
  private constructor(
    private readonly places: Int32Array,
    private readonly leap: MatrixVector,
  ) {}

  static at(kernel: Kernel, { parameters, state, steps }: Reference, hasty: boolean): LinearMap {
    return withGroup(kernel, (group) => {
      for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, parameters);
      group.configure(steps);
      group.startAt(state);
      for (let lane = 0; lane < kernel.lanes; lane++) group.hasten(lane, hasty);
      const weights = weightsOf(group, 0);
      const places = [...weights.keys()].filter((i) => weights[i] > 0);
      const changes = places.map((i) => CHANGE / weights[i]);
      const [base] = images(group, [state]);
      const moved = images(
        group,
        places.map((i, k) => state.map((x, j) => (j === i ? x + changes[k] : x))),
      );
      const jacobian = Array.from(state, (_, i) =>
        Float64Array.from(places, (_, k) => (moved[k][i] - base[i]) / changes[k]),
      );
      const blood = places.map((i) => (group.isBlood(i) ? 1 : 0));
      const resolvent = resolventOf(
        places.map((i) => jacobian[i]),
        blood,
      );
      return new LinearMap(Int32Array.from(places), new MatrixVector(leapOf(places, jacobian, resolvent)));
    });
  }

  /** Where the search goes next: the point at which the linear map through `point` and `image` rests. */
  next(point: State, image: State): State {
    const { places, leap } = this;
    const residual = leap.vector;
    for (let k = 0; k < places.length; k++) residual[k] = image[places[k]] - point[places[k]];
    return leap.addTo(image);
  }
}

/**
 * With R = (I - J)^-1 the point moves by R times the residual, so what has a place moves on from its image by R - I, and
 * what follows from the places, as flows and histories do, by J R.
 */
function leapOf(
  places: readonly number[],
  jacobian: readonly Float64Array[],
  resolvent: readonly Float64Array[],
): Float64Array[] {
  const width = places.length;
  return jacobian.map((row, i) => {
    const place = places.indexOf(i);
    if (place >= 0) return resolvent[place].map((x, k) => x - (k === place ? 1 : 0));
    const own = new Float64Array(width);
    row.forEach((slope, m) => {
      if (slope !== 0) for (let k = 0; k < width; k++) own[k] += slope * resolvent[m][k];
    });
    return own;
  });
}

/** What a beat makes of each state. */
function images(group: LaneGroup, states: readonly State[]): State[] {
  const { lanes } = group.kernel;
  const made: State[] = [];
  for (let at = 0; at < states.length; at += lanes) {
    for (let lane = 0; lane < lanes; lane++) group.writeState(lane, states[Math.min(at + lane, states.length - 1)]);
    group.beat();
    for (let lane = 0; lane < lanes && at + lane < states.length; lane++) made.push(group.readState(lane));
  }
  return made;
}

/**
 * (I - J)^-1 among states of equal blood volume: a beat keeps its sum, so I - J alone has no inverse; what the beat does
 * not change keeps its place.
 */
function resolventOf(jacobian: readonly Float64Array[], blood: readonly number[]): Float64Array[] {
  const share = 1 / blood.reduce((a, b) => a + b, 0);
  const rows = jacobian.map((row, i) => {
    const rest = row.map((x, k) => (i === k ? 1 : 0) - x);
    if (rest.every((x) => Math.abs(x) < STILL)) return rest.map((_, k) => (i === k ? 1 : 0));
    return rest.map((x, k) => x + blood[i] * share * blood[k]);
  });
  return inverse(rows);
}
