export { type Answer, composeAnswer } from "./answer.ts";
export type { AnswerFigure, Claim, ClaimValue } from "./claim.ts";
export type * from "./data.ts";
export { answerMarkdown, figuresOf, fileOf } from "./page.ts";
