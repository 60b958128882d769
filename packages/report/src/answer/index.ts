import type { Answer } from "./answer.ts";
import type { AnswerData } from "./data.ts";

export type { Answer } from "./answer.ts";
export type { AnswerFigure, Claim, ClaimValue } from "./claim.ts";
export type * from "./data.ts";
export { type AnswerPage, answerMarkdown, figuresOf, fileOf, Origins, PAGES } from "./page.ts";

/** Evidence and statistics are loaded only here: whoever needs this package's words alone does without. */
export async function composeAnswer(data: AnswerData): Promise<Answer> {
  const { composeAnswer: compose } = await import("./answer.ts");
  return compose(data);
}
