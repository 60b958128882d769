/** Details, part 4: how large a trial must be, and what the registered ones can show. */
import { fixed } from "../number.ts";
import { questionBasis, trialQuestion } from "../question.ts";
import { questionFigure } from "../question-figure.ts";
import { type Block, byCommand, type Claim, drawn, type Section } from "./claim.ts";
import { answerCommand } from "./commands.ts";
import type { AnswerData, TrialResult, TrialScenario } from "./data.ts";
import { change, listed, pct, power as powerText } from "./words.ts";

/** A subgroup that holds nearly everybody tells nothing. */
const MOST_SHARE = 0.95;
/** A type I error beyond this is told in words. */
const MOST_TYPE_1 = 0.1;

export const trialCommand = ({ trial, repeats }: TrialResult, seed: number): string =>
  `counterpulse trial simulate ${trial.id} --repeats ${repeats} --seed ${seed}`;

export type Question = Awaited<ReturnType<typeof trialQuestion>>;

/** What a trial of the size that the editorial calls feasible can show. */
export async function feasibleQuestion(): Promise<Question> {
  const basis = await questionBasis();
  return trialQuestion(basis, { n: basis.feasible.n });
}

export async function trialsSection(data: AnswerData, question: Question): Promise<Section> {
  const direct = data.trials.filter(({ scenarios }) => scenarios[0].effect !== "link");
  const linked = data.trials.filter(({ scenarios }) => scenarios[0].effect === "link");
  const blocks: Block[] = [
    { claims: sizeClaims(question) },
    tableOf(data, direct),
    { claims: direct.flatMap((one) => liberalClaim(data, one)) },
    await drawn("trial", "Power and precision of a trial over its size", (theme) =>
      questionFigure(question, { theme }),
    ),
    { claims: linked.map((one) => linkClaim(data, one)) },
  ];
  return { title: "How large a trial must be, and what the registered trials can show", blocks };
}

function sizeClaims({ scenarios, trial, sequential }: Question): Claim[] {
  const command = "counterpulse design question";
  const [right, half] = scenarios;
  const [full, part] = trial.scenarios;
  const points = (x: number): string => change(100 * x);
  return [
    byCommand(
      command,
      `If all of the registry's difference is real (${points(right.difference)} points), ${right.n_for_80} patients give a power of 80 % and ${right.n_for_90} one of 90 %; if half of it is, ${half.n_for_80} and ${half.n_for_90}.`,
      { right: [right.n_for_80, right.n_for_90], half_right: [half.n_for_80, half.n_for_90] },
    ),
    byCommand(
      command,
      `The ${trial.n} patients that the editorial calls feasible have a power of ${pct(full.power.chi2_exact)} and ${pct(part.power.chi2_exact)}, and a 95 % CI of ± ${fixed(100 * trial.half_width, 1)} points${trial.half_width > Math.abs(half.difference) ? ": an estimate of no difference would not exclude half of the registry's" : ""}. With ${sequential.looks} looks ${fixed(sequential.scenarios[0].expected_n, 0)} patients are needed on average, at a power of ${pct(sequential.scenarios[0].power)}.`,
      {
        n: trial.n,
        power: [full.power.chi2_exact, part.power.chi2_exact],
        half_width: trial.half_width,
        sequential_expected_n: sequential.scenarios[0].expected_n,
        sequential_power: sequential.scenarios[0].power,
      },
    ),
  ];
}

/** A sentence for each simulated trial. */
export function trialClaims(data: AnswerData, trials: readonly TrialResult[]): Claim[] {
  return trials.map((t) =>
    byCommand(
      trialCommand(t, data.seed),
      `${t.trial.title}, ${t.trial.n} patients: power ${listed(t.scenarios.map((s) => `${pct(s.power)} at ${s.effect}`))}${t.type_1_error ? `; type I error ${pct(t.type_1_error.value, 1)}` : ""}.`,
      {
        trial: t.trial.id,
        n: t.trial.n,
        repeats: t.repeats,
        power: Object.fromEntries(t.scenarios.map((s) => [s.effect, s.power])),
        mc_error: Math.max(...t.scenarios.map((s) => s.mc_error)),
        type_1_error: t.type_1_error?.value ?? null,
      },
    ),
  );
}

function tableOf(data: AnswerData, trials: readonly TrialResult[]): Block {
  const effects = trials[0].scenarios.map(({ effect }) => effect);
  const power = (s: TrialScenario | undefined): string => (s ? powerText(s.power) : "–");
  return {
    head: [
      "simulated trial",
      "patients",
      ...effects.slice(0, 2).map((e) => `power at ${e}`),
      "type I error",
      "mean patients",
      "months",
    ],
    rows: trials.map((t) => [
      t.trial.title,
      String(t.trial.n),
      ...effects.slice(0, 2).map((e) => power(t.scenarios.find(({ effect }) => effect === e))),
      pct(t.type_1_error?.value ?? null, 1),
      fixed(t.scenarios[0].expected_n, 0),
      fixed(t.scenarios[0].duration_months.mean, 0),
    ]),
    claims: trialClaims(data, trials),
  };
}

/** A trial that often finds what is not there, and why where its endpoint counts otherwise in its two arms. */
export function liberalClaim(data: AnswerData, trial: TrialResult): Claim[] {
  const error = trial.type_1_error?.value ?? 0;
  if (error <= MOST_TYPE_1) return [];
  const { arms, endpoint } = trial.protocol;
  const why =
    endpoint.event === "death-or-crossover"
      ? ` Its controls get "${arms.control}", and rescue counts as failure in that arm only, so it does not answer the balloon's question.`
      : "";
  return [
    byCommand(
      trialCommand(trial, data.seed),
      `${trial.trial.title} would be "positive" in ${pct(error)} where not one death is prevented.${why}`,
      { trial: trial.trial.id, type_1_error: error },
    ),
  ];
}

/** The effect through the circulation: an assumption, and told as one. */
function linkClaim(data: AnswerData, trial: TrialResult): Claim {
  const [link] = trial.scenarios;
  const groups = link.subgroups.flatMap(({ truth, truth_outside, ...group }) =>
    group.share < MOST_SHARE && truth !== null && truth_outside !== null ? [{ ...group, truth, truth_outside }] : [],
  );
  const told = groups.map(
    ({ label, share, truth, truth_outside }) =>
      `${label} (${pct(share)} of patients): hazard ratio ${fixed(Math.exp(truth), 2)}, in the others ${fixed(Math.exp(truth_outside), 2)}`,
  );
  const [risk, control] = link.population.risks;
  return byCommand(
    answerCommand(data),
    `ASSUMING that what the balloon changes in the circulation moves mortality as far as it goes with it in cohorts (nobody has shown that; part of the strengths is assumed, see the protocol \`${trial.trial.id}\`), 28-day mortality would be ${pct(risk)} against ${pct(control)}, and ${trial.trial.n} patients would show it with a power of ${powerText(link.power)}${told.length > 0 ? `. By subgroup: ${told.join("; ")}` : ""}.`,
    {
      power: link.power,
      mc_error: link.mc_error,
      risks: [risk, control],
      subgroups: groups.map(({ id, share, truth, truth_outside }) => ({
        id,
        share,
        hazard_ratio: Math.exp(truth),
        outside: Math.exp(truth_outside),
      })),
    },
  );
}
