/** Tasks of the second stage: which screens hold the patients of a shard. */
import type { ShardRecord } from "./manifest.ts";
import type { CohortPlan } from "./plan.ts";
import type { SupportTask, Task } from "./task.ts";

export type { Task };

/** @param screens all that are needed, in order */
export function supportTask(plan: CohortPlan, screens: readonly ShardRecord[], shard: number): SupportTask {
  const from = shard * plan.patients_per_shard;
  const to = Math.min(from + plan.patients_per_shard, plan.n);
  const parts: { shard: number; sha256: string }[] = [];
  let [before, skip] = [0, 0];
  for (const { shard: screen, sha256, accepted = 0 } of screens) {
    if (before + accepted > from && before < to) {
      if (parts.length === 0) skip = from - before;
      parts.push({ shard: screen, sha256 });
    }
    before += accepted;
  }
  return { stage: "rows", shard, screens: parts, skip, count: to - from };
}
