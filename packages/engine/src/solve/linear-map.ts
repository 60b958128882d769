/**
 * The map of a cycle near one steady state, linearised: where whole beats take a small change of each carried register.
 * With it a search that stands at `point`, and whose cycle ends in `image`, can leap to where the linear map would come to
 * rest. It is a reference's map and only near the one that is searched for, so it directs the search and decides nothing.
 */
import { inverse } from "@counterpulse/numerics";
import type { Kernel } from "../codegen/kernel.ts";
import { MatrixVector } from "../codegen/matrix-vector.ts";
import type { LaneGroup, State } from "./lane-group.ts";
import { withGroup } from "./lane-queue.ts";
import type { InnerParameters } from "./parameters.ts";
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

/** How each carried register at the end of a cycle's first beat follows from what stands in the places at its start. */
export class BeatJacobian {
  /** @param rows one for each carried register, of one number for each place */
  private constructor(
    private readonly places: readonly number[],
    private readonly rows: readonly Float64Array[],
    /** 1 for places that hold blood. */
    private readonly blood: readonly number[],
  ) {}

  static at(kernel: Kernel, { parameters, state, steps }: Reference): BeatJacobian {
    return withGroup(kernel, (group) => {
      for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, parameters);
      group.configure(steps);
      group.startAt(state);
      for (let lane = 0; lane < kernel.lanes; lane++) group.hasten(lane, false);
      const weights = weightsOf(group, 0);
      const places = [...weights.keys()].filter((i) => weights[i] > 0);
      const changes = places.map((i) => CHANGE / weights[i]);
      const [base] = images(group, [state]);
      const moved = images(
        group,
        places.map((i, k) => state.map((x, j) => (j === i ? x + changes[k] : x))),
      );
      const rows = Array.from(state, (_, i) =>
        Float64Array.from(places, (_, k) => (moved[k][i] - base[i]) / changes[k]),
      );
      return new BeatJacobian(
        places,
        rows,
        places.map((i) => (group.isBlood(i) ? 1 : 0)),
      );
    });
  }

  /** The map of so many beats, as if all were like the first: near enough to lead a search. */
  map(beats: number): LinearMap {
    const { places, blood } = this;
    const beat = places.map((i) => this.rows[i]);
    let rows = this.rows;
    for (let n = 1; n < beats; n++) rows = rows.map((row) => rowTimes(row, beat));
    const resolvent = resolventOf(
      places.map((i) => rows[i]),
      blood,
    );
    return new LinearMap(places, new MatrixVector(leapOf(places, rows, resolvent)));
  }
}

export class LinearMap {
  /** @param leap by rows: how each carried register moves on from the image, for a unit of residual in each place */
  constructor(
    private readonly places: readonly number[],
    private readonly leap: MatrixVector,
  ) {}

  /** Where the search goes next: the point at which the linear map through `point` and `image` rests. Stands until the next call. */
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
  const placed = new Map(places.map((i, place) => [i, place]));
  return jacobian.map((row, i) => {
    const place = placed.get(i);
    if (place === undefined) return rowTimes(row, resolvent);
    return resolvent[place].map((x, k) => x - (k === place ? 1 : 0));
  });
}

function rowTimes(row: Float64Array, matrix: readonly Float64Array[]): Float64Array {
  const own = new Float64Array(matrix[0].length);
  for (let m = 0; m < row.length; m++) {
    const [factor, other] = [row[m], matrix[m]];
    if (factor !== 0) for (let k = 0; k < own.length; k++) own[k] += factor * other[k];
  }
  return own;
}

/** What a beat makes of each state. */
function images(group: LaneGroup, states: readonly State[]): State[] {
  const { lanes } = group.kernel;
  const made: State[] = [];
  for (let at = 0; at < states.length; at += lanes) {
    for (let lane = 0; lane < lanes; lane++) group.writeState(lane, states[Math.min(at + lane, states.length - 1)]);
    // The first beat of a cycle, each time.
    group.beatNumber.fill(0);
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
