/** What the mission asks, answered: sections composed of what was computed, with claims, tables and figures. */
import { byCommand, type Claim, type Section } from "./claim.ts";
import { cohortBlocks, judgedPatients } from "./cohort.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData } from "./data.ts";
import { effectsSection } from "./effects.ts";
import { evidenceSection } from "./evidence.ts";
import { failingBlocks } from "./failing.ts";
import { limitsSection } from "./limits.ts";
import { type AnswerPage, claimsOf } from "./page.ts";
import { studySection } from "./study.ts";
import { trialsSection } from "./trials.ts";
import { counted, pct, power } from "./words.ts";

export interface Answer extends AnswerPage {
  readonly claims: readonly Claim[];
}

const TITLE = "Does an intra-aortic balloon help on VA-ECMO?";

export async function composeAnswer(data: AnswerData): Promise<Answer> {
  const mechanism: Section = {
    title: "What each device does, and both together",
    blocks: [...effectsSection(data).blocks, ...(await cohortBlocks(data)), ...(await failingBlocks(data))],
  };
  const rest = [await studySection(data), await evidenceSection(), await trialsSection(data), limitsSection(data)];
  const sections = [mechanism, ...rest];
  const short = shortAnswer(data);
  return {
    title: TITLE,
    about: [aboutText(data), short.text].join("\n\n"),
    sections,
    claims: [short, ...claimsOf(sections)],
  };
}

function aboutText(data: AnswerData): string {
  const { name, version, hash } = data.model;
  return `Written by \`${answerCommand(data)}\`; no number is typed in. Model: ${name} ${version}, hash \`${hash}\`, seed ${data.seed}. Small numbers lead to the command or publication behind a statement. For research and teaching; not a medical device.`;
}

/** The answer in a few lines, from the same numbers as below. */
function shortAnswer(data: AnswerData): Claim {
  const judged = judgedPatients(data);
  const helped = counted(judged.filter(({ verdict }) => verdict === "helps").length, judged.length);
  const [study] = data.studies;
  const primary = study.rows.find((row) => row.n === study.n && row.endpoint === study.endpoints[0].endpoint);
  const [trial] = data.trials;
  const [full] = trial.scenarios;
  const share = helped.pct === null ? null : helped.pct / 100;
  return byCommand(
    answerCommand(data),
    `**In short.** In the model the balloon lowers the filling pressures of the left ventricle on VA-ECMO in ${pct(share)} of virtual patients, as long as the heart still ejects; a study of ${study.n} patients would show that (power ${power(primary?.power ?? null)}). Whether fewer die is not known: the registry may be confounded, and ${trial.trial.n} randomised patients would have a power of ${power(full.power)} even if its hazard ratio were all true.`,
    { helped: share, study_power: primary?.power ?? null, trial_n: trial.trial.n, trial_power: full.power },
  );
}
