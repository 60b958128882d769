/** What leads searches: a circulation at rest, and the linear map of its beats, made when first needed. */
import type { Kernel } from "../codegen/kernel.ts";
import type { State } from "./lane-group.ts";
import { BeatJacobian, type LinearMap, type Reference } from "./linear-map.ts";

export class Guide {
  private jacobian: BeatJacobian | null = null;
  private readonly maps = new Map<number, LinearMap>();

  /** @param reference a circulation at rest with the same devices switched on */
  constructor(
    private readonly kernel: Kernel,
    private readonly reference: Reference,
  ) {}

  /** The reference at rest. */
  get state(): State {
    return this.reference.state;
  }

  /** @param beats of the cycle that is mapped */
  map(beats: number): LinearMap {
    this.jacobian ??= BeatJacobian.at(this.kernel, this.reference);
    const made = this.maps.get(beats) ?? this.jacobian.map(beats);
    this.maps.set(beats, made);
    return made;
  }
}
