import type { Command } from "commander";
import { serve } from "./serve.ts";

/** Every command, in the order of the help; a new one is one line here. */
export const commands: readonly (() => Command)[] = [serve];
