/** `--threads` of what solves patients. */
import { Option } from "commander";
import { readCount } from "../../input/count.ts";

export const threadsOption = (): Option =>
  new Option("--threads <number>", "threads; the result is the same (default: all cores)").argParser((text: string) =>
    readCount(text, "--threads", 1, 256),
  );
