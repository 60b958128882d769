/** Values of parameters, as patients give them and as lanes take them. */
import type { ModelParameter } from "../language/model.ts";

/** Values of parameters in inner units, by public id; what is missing takes the model's default. */
export type InnerParameters = Pick<ReadonlyMap<string, number>, "get">;

/** The same as a row of numbers, NaN where none is given: a twentieth of the memory of a map. */
export class ParameterRow implements InnerParameters {
  /** @param places of the ids in the row */
  constructor(
    readonly places: ReadonlyMap<string, number>,
    readonly values: Float64Array,
  ) {}

  get(id: string): number | undefined {
    const place = this.places.get(id);
    const value = place === undefined ? Number.NaN : this.values[place];
    return Number.isNaN(value) ? undefined : value;
  }
}

/** Reads values in the order of a model's parameters, rows without a look at their ids. */
export class ParameterOrder {
  private readonly defaults: Float64Array;
  private readonly read: Float64Array;
  /** Where rows of each layout hold the parameters, -1 where they do not. */
  private readonly layouts = new WeakMap<ReadonlyMap<string, number>, Int32Array>();

  constructor(private readonly parameters: readonly ModelParameter[]) {
    this.defaults = Float64Array.from(parameters, (p) => p.spec.value * p.unit.scale);
    this.read = new Float64Array(parameters.length);
  }

  /** Every parameter's value; stands until the next call. */
  valuesOf(given: InnerParameters): Float64Array {
    const { parameters, defaults, read } = this;
    if (!(given instanceof ParameterRow)) {
      for (let i = 0; i < read.length; i++) read[i] = given.get(parameters[i].id) ?? defaults[i];
      return read;
    }
    const at = this.layoutOf(given.places);
    for (let i = 0; i < read.length; i++) {
      const value = at[i] < 0 ? Number.NaN : given.values[at[i]];
      read[i] = Number.isNaN(value) ? defaults[i] : value;
    }
    return read;
  }

  private layoutOf(places: ReadonlyMap<string, number>): Int32Array {
    const known = this.layouts.get(places);
    if (known) return known;
    const found = Int32Array.from(this.parameters, (p) => places.get(p.id) ?? -1);
    this.layouts.set(places, found);
    return found;
  }
}
