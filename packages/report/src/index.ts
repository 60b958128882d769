export {
  type Answer,
  type AnswerData,
  type AnswerPage,
  answerMarkdown,
  type Claim as AnswerClaim,
  composeAnswer,
  figuresOf as answerFigures,
  fileOf as answerFile,
  Origins as AnswerOrigins,
  PAGES as ANSWER_PAGES,
} from "./answer/index.ts";
export { points, range, share } from "./design.ts";
export { canDraw, type Drawing, poolFigure, studyFigure } from "./evidence-figures.ts";
export { type MetaFigureKind, type MetaFigureWords, metaFigure } from "./meta-figures.ts";
export { metaDecimals, shownOn } from "./meta-scale.ts";
export { fixed, MISSING, signed, significant } from "./number.ts";
export {
  type QuestionBasis,
  type QuestionCurves,
  questionBasis,
  questionCurves,
  type SizedQuestion,
  type TrialQuestion,
  trialQuestion,
} from "./question.ts";
export { questionFigure } from "./question-figure.ts";
export {
  feasibleSize,
  type RegisteredTrial,
  registeredTrials,
  registryDeaths,
  registryHazardRatio,
  registryNotWeaned,
  type Source,
} from "./registry.ts";
export {
  decimalsFor,
  droppedLines,
  estimateText,
  type Heterogeneity,
  heterogeneityText,
  MEASURES,
  modelText,
  percentOf,
  pText,
  pWhole,
  rangeText,
  TESTS,
} from "./statistics.ts";
export { twoByTwoFigure, whyNoFigure } from "./two-by-two-figure.ts";
