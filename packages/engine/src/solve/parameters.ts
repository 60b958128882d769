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
