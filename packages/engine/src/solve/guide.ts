/** What leads searches: a circulation at rest, and the linear map of its beats, made when first needed. */
import type { Kernel } from "../codegen/kernel.ts";
import type { State } from "./lane-group.ts";
import { BeatJacobian, type LinearMap, type Reference } from "./linear-map.ts";

export class Guide {
  private jacobian: BeatJacobian | null = null;
  private readonly maps = new Map<number, LinearMap | null>();

  /** @param reference a circulation at rest with the same devices switched on */
  constructor(
    private readonly kernel: Kernel,
    private readonly reference: Reference,
  ) {}

  /** The reference at rest. */
  get state(): State {
    return this.reference.state;
  }

  /** @param beats of the cycle that is mapped; null where the map has no single state of rest: a search goes on without */
  map(beats: number): LinearMap | null {
    const known = this.maps.get(beats);
    if (known !== undefined) return known;
    const made = this.make(beats);
    this.maps.set(beats, made);
    return made;
  }

  private make(beats: number): LinearMap | null {
    try {
      this.jacobian ??= BeatJacobian.at(this.kernel, this.reference);
      return this.jacobian.map(beats);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}
