/**
 * Every command, in the order of the help; a new one is one line here. These files are read at each start: what a command
 * needs beyond its options (the engine, the server) it imports when it runs.
 */
import type { Command } from "commander";
import { analyze } from "./analyze/index.ts";
import { answer } from "./answer.ts";
import { bench } from "./bench.ts";
import { cohort } from "./cohort.ts";
import { compare } from "./compare.ts";
import { design } from "./design/index.ts";
import { evidence } from "./evidence/index.ts";
import { fit } from "./fit.ts";
import { indices } from "./indices.ts";
import { parameters } from "./parameters.ts";
import { patients } from "./patients.ts";
import { populations } from "./populations.ts";
import { sensitivity } from "./sensitivity.ts";
import { serve } from "./serve.ts";
import { simulate } from "./simulate.ts";
import { spread } from "./spread.ts";
import { study } from "./study/index.ts";
import { trial } from "./trial/index.ts";
import { validate } from "./validate.ts";
import { worker } from "./worker.ts";

export const commands: readonly (() => Command)[] = [
  compare,
  simulate,
  fit,
  spread,
  study,
  sensitivity,
  cohort,
  worker,
  validate,
  patients,
  populations,
  indices,
  parameters,
  evidence,
  analyze,
  design,
  trial,
  answer,
  bench,
  serve,
];
