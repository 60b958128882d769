/** Protocol files: what is wrong is told in one line that names the place and what is allowed. */
import { expect, test } from "vitest";
import { PROTOCOLS, planTrial, protocolFromObject, trialJsonSchema } from "../../src/trial/index.ts";
import { PLAIN } from "./plain.ts";

const source = "test";
const marker = { distribution: { distribution: "normal", mean: 1, sd: 1, source }, source };
const plan = (changes: object) =>
  planTrial(protocolFromObject({ ...PLAIN, ...changes }, "own.yaml"), null, 1, "own.yaml");

test.each([
  [{ n: 5 }, "own.yaml: n: "],
  [{ arms: { experimental: "A" } }, "own.yaml: arms.control: it is missing"],
  [{ unknown: 1 }, 'own.yaml: the document: Unrecognized key: "unknown"'],
  [{ looks: { at: [0.5, 0.4, 1], source } }, "looks.at: 0.4 is not allowed at look 2"],
  [{ looks: { at: [0.5, 0.9], source } }, "looks.at: the last is 0.9; 1, all patients, is allowed"],
  [{ looks: { at: [0.5, 1], spending: "foo", source } }, 'looks.spending: "foo" is not allowed; obf, pocock'],
  [{ analysis: { test: "gray", source } }, 'analysis.test: "gray" is not allowed without a competing cause'],
  [{ analysis: { test: "bayes", source } }, "analysis.bayes: it is missing"],
  [{ analysis: { test: "t-test", source } }, "own.yaml: analysis.test: "],
  [{ endpoint: { event: "weaning", day: 30, source } }, "own.yaml: outcome.weaning: it is missing"],
  [{ endpoint: { event: "death-or-crossover", day: 30, source } }, "crossover.to_experimental: it is missing"],
  [
    { allocation: [2, 1], randomisation: { blocks: [4], source } },
    "randomisation.blocks: 4 is not allowed with the allocation 2:1; multiples of 3 are",
  ],
  [
    { randomisation: { strata: [{ variable: "x", above: 1 }], source } },
    'randomisation.strata.0: there is no variable "x"; allowed are none',
  ],
  [
    { outcome: { ...PLAIN.outcome, markers: { m: { source } } } },
    "outcome.markers.m: distribution and from exclude each other",
  ],
  [
    { outcome: { ...PLAIN.outcome, markers: { m: { ...marker, odds_ratio: 2, hazard_ratio: 2 } } } },
    "outcome.markers.m: odds_ratio and hazard_ratio exclude each other",
  ],
  [
    { outcome: { ...PLAIN.outcome, markers: { m: { from: "control.x", source } } } },
    'outcome.markers.m.from: there is no "control.x"',
  ],
  [
    {
      outcome: { ...PLAIN.outcome, markers: { m: marker } },
      subgroups: { g: { label: "g", where: [{ variable: "m", above: 99 }], source } },
    },
    "subgroups.g: nobody belongs to it",
  ],
  [
    {
      outcome: { ...PLAIN.outcome, markers: { m: marker } },
      subgroups: { g: { label: "g", where: [{ variable: "m" }], source } },
    },
    'subgroups.g.where: it says nothing of "m"',
  ],
  [
    {
      effect: {
        kind: "link",
        terms: [{ index: "cpo_W", per: 1, hazard_ratio: 0.5, source }],
        scenarios: ["link"],
        source,
      },
    },
    "own.yaml: circulation: it is missing",
  ],
  [{ safety: { s: { label: "s", control: 0.6, risk_ratio: 2, source } } }, "safety.s: 0.6 times 2 is no risk"],
])("%j", (changes, message) => {
  // The statistics package has an error of its own by this name.
  expect(() => plan(changes)).toThrow(
    expect.objectContaining({ name: "InputError", message: expect.stringContaining(message) }),
  );
});

test("the schema is one, and built-in protocols pass what they print", () => {
  expect(trialJsonSchema()).toMatchObject({
    type: "object",
    required: expect.arrayContaining(["n", "arms", "effect"]),
  });
  for (const file of PROTOCOLS) {
    const protocol = protocolFromObject(file, file.id);
    expect(protocolFromObject(JSON.parse(JSON.stringify(protocol)), file.id)).toEqual(protocol);
  }
});
