/** Page one, fourth and fifth question: what would prove it, and what none of this can tell. */
import { STUDIES } from "@counterpulse/evidence";
import { byCommand, bySource, drawn, type Section } from "./claim.ts";
import type { AnswerData } from "./data.ts";
import { powerFigure } from "./figures.ts";
import { liberalClaim, type Question, trialClaims } from "./trials.ts";
import { change, pct, power } from "./words.ts";

/** Tests that weigh when patients die. */
const TIMED = ["log-rank", "cox"];

export async function trialBrief(data: AnswerData, question: Question): Promise<Section> {
  const [right, half] = question.scenarios;
  const [full, part] = question.trial.scenarios;
  const direct = data.trials.filter(({ scenarios }) => scenarios[0].effect !== "link");
  const timed = direct[0].trial.n === question.trial.n && TIMED.includes(direct[0].protocol.analysis.test);
  const effects = direct[0].scenarios.slice(0, 2).map(({ effect }) => effect);
  return {
    title: "What would prove it",
    blocks: [
      {
        claims: [
          byCommand(
            "counterpulse design question",
            `A randomised trial: **${right.n_for_80} patients** for a power of 80 % if the registry's difference (${change(100 * right.difference)} points) is all real, **${half.n_for_80}** if half of it is. The ${question.trial.n} that the editorial calls feasible have ${pct(full.power.chi2_exact)} and ${pct(part.power.chi2_exact)} if deaths are counted${timed ? `; the first below also weighs when they come` : ""}.`,
            {
              n_80: [right.n_for_80, half.n_for_80],
              n: question.trial.n,
              power: [full.power.chi2_exact, part.power.chi2_exact],
            },
          ),
        ],
      },
      {
        head: ["simulated trial", "patients", ...effects.map((e) => `power at ${e}`), "power at no effect"],
        rows: direct.map((t) => [
          t.trial.title,
          String(t.trial.n),
          ...effects.map((e) => power(t.scenarios.find(({ effect }) => effect === e)?.power ?? null)),
          pct(t.type_1_error?.value ?? null),
        ]),
        claims: trialClaims(data, direct),
      },
      { claims: direct.flatMap((t) => liberalClaim(data, t)) },
      await drawn("power", "Power of a trial over its size", (theme) => powerFigure(question, theme)),
    ],
  };
}

export function limitsBrief(data: AnswerData): Section {
  const held = data.validation.reduce((sum, c) => sum + c.held, 0);
  const counted = data.validation.reduce((sum, c) => sum + c.counted, 0);
  const recalled = STUDIES.filter(({ status }) => status === "RECALLED").length;
  const { assumed, all } = data.sources;
  const list = [
    byCommand(
      "counterpulse validate",
      `The model meets ${held} of ${counted} published values (${pct(counted === 0 ? null : held / counted)}).`,
      { held, counted },
    ),
    byCommand(
      "counterpulse parameters",
      `${assumed} of its ${all} parameters are assumed or chosen, and so is much of how virtual patients differ. Shares of patients are no surer than that.`,
      { assumed, all },
    ),
    bySource(
      "docs/model.md",
      "It does not know who dies: deaths come from the registry, bleeding, limb and stroke from published counts.",
      "scope",
    ),
    bySource(
      "docs/model.md",
      "ECMO runs at 4 L/min in everybody, the balloon fits and is timed well, nobody gets drugs, fluid or a vent in return.",
      "scope",
    ),
    byCommand(
      "counterpulse evidence list",
      `${recalled} of ${STUDIES.length} studies are recalled, not read again; no pool uses their counts.`,
      { recalled, studies: STUDIES.length },
    ),
  ];
  return { title: "What this cannot tell", blocks: [{ claims: list, list: true }] };
}
