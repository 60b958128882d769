/** Details, part 5: what the model cannot tell. */
import { STUDIES } from "@counterpulse/evidence";
import { byCommand, bySource, type Claim, type Section } from "./claim.ts";
import type { AnswerData } from "./data.ts";
import { listed, pct } from "./words.ts";

export function limitsSection(data: AnswerData): Section {
  return {
    title: "What this cannot tell",
    blocks: [{ claims: [validationClaim(data), sourcesClaim(data), recalledClaim(), ...hypotheses()] }],
  };
}

function validationClaim({ validation }: AnswerData): Claim {
  const told = validation.map(
    (c) => `${c.held} of ${c.counted} (${pct(c.counted === 0 ? null : c.held / c.counted)}) in the class ${c.class}`,
  );
  const recalled = validation.reduce((sum, c) => sum + c.recalled, 0);
  return byCommand(
    "counterpulse validate",
    `Held against published values, the model comes within what is allowed in ${listed(told)}; ${recalled} recalled values are not counted. Each that does not hold is told in docs/validation.md.`,
    {
      classes: validation.map(({ class: name, held, counted }) => ({ class: name, held, counted })),
      recalled,
    },
  );
}

function sourcesClaim({ sources }: AnswerData): Claim {
  const { all, assumed, recalled } = sources;
  return byCommand(
    "counterpulse parameters",
    `Of the model's ${all} parameters ${assumed} rest on assumptions or choices, by the words of their sources, and ${recalled} more on sources that were recalled and not verified. The spread of the virtual patients is assumed where no publication gives it (docs/populations.md): shares of patients follow from it.`,
    { all, assumed, recalled },
  );
}

function recalledClaim(): Claim {
  const recalled = STUDIES.filter(({ status }) => status === "RECALLED").length;
  return byCommand(
    "counterpulse evidence list",
    `Of ${STUDIES.length} studies ${recalled} are recalled and unverified; pools leave their counts out.`,
    { studies: STUDIES.length, recalled },
  );
}

const TEXTS: readonly [source: string, text: string, value: string][] = [
  [
    "docs/model.md",
    "Microvascular flow is a hypothesis built into the model: rows I9 and E6 show what it says, not what is known.",
    "hypothesis",
  ],
  [
    "docs/model.md",
    "Nothing in the model says who dies. Every figure of mortality comes from the registry's ratio, or from a link between circulation and death that is an assumption.",
    "assumption",
  ],
  [
    "docs/model.md",
    "ECMO flow is held at 4 L/min in everybody, the balloon fits and is timed correctly, nobody gets drugs, fluid or a vent in return, and complications of the second device (limb, bleeding, stroke) are outside the circulation. At the bedside these decide too.",
    "scope",
  ],
];

const hypotheses = (): Claim[] => TEXTS.map(([source, text, value]) => bySource(source, text, value));
