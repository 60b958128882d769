/** What leads the searches of many patients: the linear maps of one of them, made when first needed. */
import type { Kernel } from "../codegen/kernel.ts";
import type { State } from "./lane-group.ts";
import { LinearMap, type Reference } from "./linear-map.ts";

export class Guide {
  private readonly maps = new Map<boolean, LinearMap>();

  /** @param reference a circulation at rest with the same devices switched on; cycles of one beat */
  constructor(
    private readonly kernel: Kernel,
    private readonly reference: Reference,
  ) {}

  /** The reference at rest. */
  get state(): State {
    return this.reference.state;
  }

  /** @param hasty of slow things hurried, as in the first part of a search */
  map(hasty: boolean): LinearMap {
    const made = this.maps.get(hasty) ?? LinearMap.at(this.kernel, this.reference, hasty);
    this.maps.set(hasty, made);
    return made;
  }
}
