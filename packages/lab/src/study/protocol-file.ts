/** What a protocol of a controlled study holds; its JSON Schema is docs/protocol.schema.json. */
import { z } from "zod";
import { populationSchema } from "../population/population-file.ts";

const text = z.string().min(1);
const source = text.describe("Where it comes from, or what is assumed");
const settings = z.record(z.string(), z.number());
const relative = z.literal(true).optional().describe("Numbers are shares of the true value");
const minutes = z.number().min(0).max(20_160);

const armSchema = z.strictObject({
  label: text.optional().describe("What readers of tables and figures know it by"),
  support: text.describe("none, or devices joined by +"),
  set: settings.optional().describe("Parameter id to value: device settings such as timing and flow"),
  source: source.optional(),
});

const sequenceSchema = z.strictObject({
  order: z.array(text).min(1).max(12).describe("Arms in the order of the periods"),
  share: z.number().int().min(1).max(20).optional().describe("Patients of a randomisation block; 1 without it"),
});

export const VALUES = ["steady", "end-of-period"] as const;

const scheduleSchema = z.strictObject({
  period_min: z.number().positive().max(20_160).describe("Minutes from the start of a period to its measurement"),
  first_min: minutes.optional().describe("The same of the first period, such as a baseline; period_min without it"),
  washout_min: minutes.optional().describe("Minutes between periods in which nothing is measured"),
  washout_arm: text.optional().describe("Arm under which the washout runs; needed where states are run through time"),
  at_s: z
    .number()
    .positive()
    .max(1_209_600)
    .optional()
    .describe(
      "Seconds from the start of a period at which its values are read, while it goes on to its end; without it they are read at the end. Only where states are run through time",
    ),
  values: z
    .enum(VALUES)
    .describe(
      "steady: true values are those at rest under the arm's settings; end-of-period: the circulation is run through the periods from where the one before left it, so that what is slow and what carries over is seen as it would be",
    ),
  source,
});

const fluctuationSchema = z.strictObject({ sd: z.number().nonnegative(), relative, source });
const trendSchema = z.strictObject({
  per_h: z.number().describe("Mean change in an hour, whatever the treatment"),
  sd_per_h: z.number().nonnegative().describe("Standard deviation between patients"),
  relative,
  source,
});

const measureSchema = z.strictObject({
  error: z.number().nonnegative().describe("Standard deviation of one reading"),
  relative,
  bias: z.number().optional().describe("Mean error in all patients"),
  bias_sd: z.number().nonnegative().optional().describe("Spread between patients of an error that stays"),
  drift_sd_per_h: z.number().nonnegative().optional().describe("Spread between patients of its change in an hour"),
  min: z.number().optional().describe("Least value that can be read"),
  max: z.number().optional().describe("Largest value that can be read"),
  slow: z
    .literal(true)
    .optional()
    .describe("Takes hours to come to rest: with steady values the study sees less of a change than is shown"),
  source,
});

const instrumentSchema = z.strictObject({
  label: text,
  readings: z.number().int().min(1).max(20).describe("Readings a period, whose mean is analysed"),
  missing: z.number().min(0).max(0.95).describe("Share of periods without any reading"),
  source: source.describe("Of readings and missing data"),
  measures: z.record(z.string(), measureSchema).describe("Index to how well it is measured"),
});

export const ANALYSES = ["paired-t", "hills-armitage", "mixed", "welch", "t", "change", "slope"] as const;

const endpointSchema = z.strictObject({
  index: text,
  role: z.enum(["primary", "secondary"]),
  analysis: z.enum(ANALYSES),
  contrast: z.tuple([text, text]).optional().describe("Arms; the estimate is the first less the second"),
  why: text.optional(),
});

const criterionSchema = z.strictObject({
  index: text,
  at: text.describe("Arm at which it is judged"),
  at_least: z.number().optional(),
  at_most: z.number().optional(),
  source,
});

const populationOf = z.union([text, populationSchema]).meta({
  id: "population",
  description: "Built-in population, a population file beside this one, or one written out",
});

const componentSchema = z.strictObject({
  of: populationOf,
  share: z.number().positive().describe("Share of the patients; shares are scaled to a sum of 1"),
  source,
});

export const DESIGNS = ["sequential", "crossover", "parallel", "ladder"] as const;

export const protocolSchema = z.strictObject({
  $schema: z.string().optional().describe("Address of this schema, for editors"),
  id: text.optional().describe("Short name; the file's name without one"),
  title: text,
  description: z.string().optional(),
  source: text.describe("Whose study it is, and what of it is known"),
  design: z
    .enum(DESIGNS)
    .describe(
      "sequential: everybody has the arms in one order; crossover: orders by randomisation; parallel: groups by randomisation; ladder: steps in one patient",
    ),
  population: z
    .union([populationOf, z.array(componentSchema).min(2).max(10)])
    .optional()
    .describe("Whom patients are drawn from: one population, or a list of them with their shares"),
  patient: text.optional().describe("Of a ladder: a built-in patient, or a patient file beside this one"),
  set: settings.optional().describe("Parameters over what is drawn, in every arm"),
  n: z.number().int().min(1).max(100_000).describe("Patients"),
  alpha: z.number().gt(0).lt(1).optional().describe("Two-sided level; 0.05 without it"),
  arms: z.record(z.string(), armSchema),
  sequences: z.array(sequenceSchema).min(1).max(12),
  schedule: scheduleSchema,
  instruments: z.record(z.string(), instrumentSchema),
  fluctuation: z
    .record(z.string(), fluctuationSchema)
    .optional()
    .describe("Index to how much a patient's true value wanders from period to period without any change of treatment"),
  trend: z.record(z.string(), trendSchema).optional().describe("Index to recovery or worsening with time"),
  dropout: z.strictObject({ per_period: z.number().min(0).max(0.95), source }).optional(),
  endpoints: z.array(endpointSchema),
  criteria: z.array(criterionSchema).optional().describe("What a weaning trial is judged by"),
});

export type ProtocolFile = z.input<typeof protocolSchema>;
export type ProtocolDocument = z.output<typeof protocolSchema>;
export type PopulationOf = z.output<typeof populationOf>;
export type Analysis = (typeof ANALYSES)[number];
export type Design = (typeof DESIGNS)[number];
export type MeasureSpec = z.output<typeof measureSchema>;
export type EndpointSpec = z.output<typeof endpointSchema>;
export type CriterionSpec = z.output<typeof criterionSchema>;
