/** `counterpulse cohort …`: many patients under every support, in a study folder that can be resumed and asked. */
import { type Command as Built, Command } from "commander";
import { cohortDigest } from "./cohort/digest.ts";
import { cohortExport } from "./cohort/export.ts";
import { cohortQuery } from "./cohort/query.ts";
import { cohortResume, cohortRun } from "./cohort/run.ts";
import { cohortStatus } from "./cohort/status.ts";

const EXAMPLES = `
Examples:
  counterpulse cohort run infarct-shock --n 1000 --out shock
  counterpulse cohort status shock
  counterpulse cohort query shock "select support, avg(pcwp_mmHg) from rows group by support"
  counterpulse cohort export shock --out shock.csv
\`counterpulse cohort <command> --help\` tells the options of each; docs/cohorts.md tells of many machines.`;

export function cohort(): Built {
  const command = new Command("cohort")
    .description("Run virtual patients under every support into a study folder, and ask it questions.")
    .addHelpText("after", EXAMPLES);
  for (const make of [cohortRun, cohortStatus, cohortResume, cohortQuery, cohortExport, cohortDigest])
    command.addCommand(make());
  return command;
}
