/** What a population file holds; its JSON Schema is in docs/population.schema.json. */
import { z } from "zod";
import { distributionSchema } from "./distribution.ts";

const text = z.string().min(1);

const memberSchema = z.strictObject({
  /** Share of the population; shares of a group's members are scaled to a sum of 1. */
  share: z.number().positive(),
  /** Distributions within this member; every member has the same ids. */
  parameters: z.record(z.string(), distributionSchema),
});

export const populationSchema = z.strictObject({
  id: text.optional(),
  title: text.optional(),
  description: z.string().optional(),
  source: text.optional(),
  /** Built-in patient whose parameters stand where the file names none, and to whom relative values refer. */
  base: text,
  /** Characteristics that decide other distributions, such as sex: name -> members. */
  groups: z
    .record(
      z.string(),
      z.strictObject({ label: text.optional(), source: text, members: z.record(z.string(), memberSchema) }),
    )
    .optional(),
  parameters: z.record(z.string(), distributionSchema),
  /**
   * Parameters that go with body size: after the draw each is multiplied by a power of body surface over the base
   * patient's. So the distributions hold for people of the base's size.
   */
  body_size: z.strictObject({ source: text, exponents: z.record(z.string(), z.number()) }).optional(),
  /** Rank correlations (Spearman's) between parameters; what is not named is independent. */
  correlations: z
    .array(z.strictObject({ between: z.tuple([text, text]), rank: z.number().gt(-1).lt(1), source: text }))
    .optional(),
  /** Index -> least and most in the steady state without support; null leaves a side open. Others are not enrolled. */
  accept: z.record(z.string(), z.tuple([z.number().nullable(), z.number().nullable()])).optional(),
  /** Published values of those enrolled, to be reported beside the population's own. */
  targets: z
    .record(
      z.string(),
      z.strictObject({
        /** Median or mean. */
        value: z.number(),
        kind: z.enum(["median", "mean"]),
        iqr: z.tuple([z.number(), z.number()]).optional(),
        sd: z.number().positive().optional(),
        source: text,
      }),
    )
    .optional(),
});

export type PopulationFile = z.input<typeof populationSchema>;
export type PopulationDocument = z.output<typeof populationSchema>;
export type Target = NonNullable<PopulationDocument["targets"]>[string];
