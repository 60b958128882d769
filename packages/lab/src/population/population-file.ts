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

const targetSchema = z.strictObject({
  value: z.number(),
  kind: z.enum(["median", "mean"]),
  iqr: z.tuple([z.number(), z.number()]).optional().describe("Interquartile range"),
  sd: z.number().positive().optional(),
  source,
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
    .record(z.string(), z.tuple([z.number().nullable(), z.number().nullable()]))
    .optional()
    .describe("Index to least and most in the steady state without support, null for open; others are not enrolled"),
  targets: z
    .record(z.string(), targetSchema)
    .optional()
    .describe("Index to published values of those enrolled, reported beside the population's own"),
});

export type PopulationFile = z.input<typeof populationSchema>;
export type PopulationDocument = z.output<typeof populationSchema>;
export type Target = NonNullable<PopulationDocument["targets"]>[string];
