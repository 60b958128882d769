/** What the mission asks, answered: one page, and the details behind it, composed of what was computed. */
import { briefSections } from "./brief.ts";
import type { Claim, Section } from "./claim.ts";
import { cohortBlocks } from "./cohort.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData } from "./data.ts";
import { effectsSection } from "./effects.ts";
import { evidenceSection } from "./evidence.ts";
import { failingBlocks } from "./failing.ts";
import { limitsSection } from "./limits.ts";
import { type AnswerPage, claimsOf, PAGES } from "./page.ts";
import { studySection } from "./study.ts";
import { feasibleQuestion, trialsSection } from "./trials.ts";

export interface Answer {
  /** One page. */
  readonly page: AnswerPage;
  readonly details: AnswerPage;
  /** Of both, each once. */
  readonly claims: readonly Claim[];
}

const TITLE = "Does an intra-aortic balloon help on VA-ECMO?";

export async function composeAnswer(data: AnswerData): Promise<Answer> {
  const question = await feasibleQuestion();
  const page = {
    title: TITLE,
    about: aboutPage(data),
    sections: await briefSections(data, question),
  };
  const details = { title: `${TITLE} The details`, about: aboutDetails(data), sections: await detailSections(data) };
  return { page, details, claims: unique([...claimsOf(page.sections), ...claimsOf(details.sections)]) };

  async function detailSections(of: AnswerData): Promise<Section[]> {
    const mechanism: Section = {
      title: "What each device does, and both together",
      blocks: [...effectsSection(of).blocks, ...cohortBlocks(of), ...(await failingBlocks(of))],
    };
    const rest = [await studySection(of), await evidenceSection(), await trialsSection(of, question)];
    return [mechanism, ...rest, limitsSection(of)];
  }
}

function unique(claims: readonly Claim[]): Claim[] {
  const seen = new Set<string>();
  return claims.filter(({ text }) => !seen.has(text) && seen.add(text));
}

function aboutPage(data: AnswerData): string {
  return `Computed by \`${answerCommand(data)}\`: no number is typed in, and each leads to its command or source. More in [the details](${PAGES.details}). For research and teaching; not a medical device.`;
}

function aboutDetails(data: AnswerData): string {
  const { name, version, hash } = data.model;
  return `What stands behind [the page](${PAGES.page}), by \`${answerCommand(data)} --details\`. Model: ${name} ${version}, hash \`${hash}\`, seed ${data.seed}. Small numbers lead to the command or publication behind a statement. For research and teaching; not a medical device.`;
}
