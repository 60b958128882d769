/** What a population file holds; its JSON Schema is docs/population.schema.json. */
import { z } from "zod";
import { distributionSchema } from "./distribution.ts";

const text = z.string().min(1);
const source = text.describe("Where it comes from, or what is assumed");

const memberSchema = z.strictObject({
  share: z.number().positive().describe("Share of the population; a group's shares are scaled to a sum of 1"),
  parameters: z
    .record(z.string(), distributionSchema)
    .describe("Distributions within this member; every member has the same ids"),
});

const groupSchema = z.strictObject({
  label: text.optional().describe("What readers of tables and figures know it by"),
  source,
  members: z.record(z.string(), memberSchema),
});

const range = z
  .tuple([z.number().nullable(), z.number().nullable()])
  .describe("Least and most, both included; null leaves a side open");

const about = {
  group: z
    .record(z.string(), text)
    .optional()
    .describe("Group to member, such as sex: woman: the target is of these only"),
  source,
  compare: z.literal(true).optional().describe("Of other patients, for comparison only: weights do not aim at it"),
  note: text.optional().describe("Why those enrolled do not come near, where that is known"),
};

const centre = {
  value: z.number(),
  iqr: z.tuple([z.number(), z.number()]).optional(),
  sd: z.number().positive().optional(),
};

const targetSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("median"), ...centre, ...about }),
  z.strictObject({ kind: z.literal("mean"), ...centre, ...about }),
  z.strictObject({
    kind: z.literal("share"),
    value: z.number().min(0).max(1).describe("Share of those whose value is known, from 0 to 1"),
    within: range.optional().describe("Of an index: who is counted; a criterion has its own bounds"),
    ...about,
  }),
]);

const criterionSchema = z.strictObject({
  label: text.optional().describe("What readers of tables know it by"),
  source,
  when: z.record(z.string(), range).describe("Index, or ratio of indices, to its bounds"),
  any: z.literal(true).optional().describe("One of the bounds is enough; all have to be met without it"),
});

export const populationSchema = z.strictObject({
  $schema: z.string().optional().describe("Address of this schema, for editors"),
  id: text.optional().describe("Short name; the file's name without one"),
  title: text.optional().describe("One line for people"),
  description: z.string().optional(),
  source: text.optional(),
  base: text.describe(
    "Built-in patient whose parameters stand where the file names none, and to whom relative values refer",
  ),
  groups: z
    .record(z.string(), groupSchema)
    .optional()
    .describe("Characteristics that decide distributions, such as sex"),
  parameters: z.record(z.string(), distributionSchema).describe("Parameter id to distribution"),
  body_size: z
    .strictObject({ source, exponents: z.record(z.string(), z.number()).describe("Parameter id to power") })
    .optional()
    .describe(
      "Parameters that go with body size: each is multiplied by a power of body surface over the base patient's, so that the distributions hold for people of the base's size",
    ),
  correlations: z
    .array(z.strictObject({ between: z.tuple([text, text]), rank: z.number().gt(-1).lt(1), source }))
    .optional()
    .describe("Spearman's rank correlations between parameters; what is not named is independent"),
  accept: z
    .record(z.string(), range)
    .optional()
    .describe("Index to least and most in the steady state without support, null for open; others are not enrolled"),
  criteria: z
    .record(z.string(), criterionSchema)
    .optional()
    .describe("Named criteria whose shares are targets, such as right heart failure by a published definition"),
  targets: z
    .record(z.string(), z.union([targetSchema, z.array(targetSchema).min(1)]))
    .optional()
    .describe(
      "Index, ratio of indices or criterion to one or more published values of those enrolled, reported beside the population's own",
    ),
});

export type PopulationFile = z.input<typeof populationSchema>;
export type PopulationDocument = z.output<typeof populationSchema>;
export type Target = z.output<typeof targetSchema>;
export type Range = z.output<typeof range>;
