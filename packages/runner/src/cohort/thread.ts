/** A thread of an executor: piscina calls it with one task after the other. */

import type { ShardRecord } from "./manifest.ts";
import { contextOf, perform } from "./task.ts";
import type { ThreadTask } from "./threads.ts";

export default ({ folder, study, task }: ThreadTask): Promise<ShardRecord> => perform(contextOf(folder, study), task);
