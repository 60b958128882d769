/** A thread of an executor: piscina calls it with one task after the other. */
import type { ThreadTask } from "./executor.ts";
import type { ShardRecord } from "./manifest.ts";
import { contextOf, perform } from "./task.ts";

export default ({ folder, study, task }: ThreadTask): Promise<ShardRecord> => perform(contextOf(folder, study), task);
