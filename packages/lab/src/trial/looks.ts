/** Interim looks and the bounds that go with them: those of statistics' sequential designs. */
import { parseClassical, parseSpending, type SequentialDesign, sequentialDesign } from "@counterpulse/statistics";
import { InputError } from "../input-error.ts";
import type { Protocol } from "./protocol-file.ts";

export interface Looks {
  /** Patients with complete follow-up at each look; the last is all. */
  readonly patients: readonly number[];
  readonly times: readonly number[];
  /** On the scale where high is good for the experimental arm: z, or posterior probability. */
  readonly efficacy: readonly number[];
  readonly harm: readonly number[];
  readonly futility: readonly number[];
  readonly design: SequentialDesign | null;
}

const CLASSICAL = /^(obrien-fleming|pocock-constant|wang-tsiatis|haybittle-peto)/;

export function looksOf(protocol: Protocol, where: string): Looks {
  const { n, looks, analysis } = protocol;
  const at = looks?.at ?? [1];
  const patients = at.map((t) => Math.round(t * n));
  patients.forEach((count, k) => {
    if (count <= (patients[k - 1] ?? 1))
      throw new InputError(
        `${where}: looks.at: ${at[k]} is not allowed at look ${k + 1}; shares that rise, each with more patients than the one before, are.`,
      );
  });
  if (at[at.length - 1] !== 1)
    throw new InputError(`${where}: looks.at: the last is ${at[at.length - 1]}; 1, all patients, is allowed.`);
  // Times as they are in whole patients.
  const times = patients.map((count) => count / n);
  if (analysis.test === "bayes") return bayesian(protocol, patients, times, where);
  if (analysis.bayes)
    throw new InputError(
      `${where}: analysis.bayes: it is not allowed with the test "${analysis.test}"; only with bayes.`,
    );
  const spending = looks?.spending ?? "obf";
  const efficacy = CLASSICAL.test(spending)
    ? { classical: parseClassical(spending.replace("pocock-constant", "pocock"), `${where}: looks.spending`) }
    : { spending: parseSpending(spending, `${where}: looks.spending`) };
  const futility =
    looks?.futility === undefined ? undefined : { spending: parseSpending(looks.futility, `${where}: looks.futility`) };
  const { sided, alpha, power } = analysis;
  const design = sequentialDesign({ times, sided, alpha, power, efficacy, futility, binding: looks?.binding ?? false });
  return {
    ...{ patients, times, design },
    efficacy: design.efficacy,
    harm: design.efficacy.map((z) => (sided === 2 ? -z : Number.NEGATIVE_INFINITY)),
    futility: design.futility.map((z, k) => (k === times.length - 1 || z === null ? Number.NEGATIVE_INFINITY : z)),
  };
}

function bayesian({ analysis }: Protocol, patients: number[], times: number[], where: string): Looks {
  if (!analysis.bayes) throw new InputError(`${where}: analysis.bayes: it is missing; the test "bayes" needs it.`);
  const { success, futility } = analysis.bayes;
  return {
    ...{ patients, times, design: null },
    efficacy: times.map(() => success),
    harm: times.map(() => Number.NEGATIVE_INFINITY),
    futility: times.map((_, k) => (k === times.length - 1 ? Number.NEGATIVE_INFINITY : futility)),
  };
}
