/** The commands that repeat the answer's numbers. */
import type { AnswerData } from "./data.ts";

export const answerCommand = ({ patients, seed }: Pick<AnswerData, "patients" | "seed">): string =>
  `counterpulse answer --n ${patients.length} --seed ${seed}`;
