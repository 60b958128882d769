/** What a trial protocol file holds; its JSON Schema is docs/trial.schema.json. */
import { z } from "zod";
import { distributionSchema } from "../population/distribution.ts";
import { days, safetySchema, share, source, text, timingSchema } from "./protocol-parts.ts";

/** A condition on a marker, or on what the circulation of a virtual patient is or does. */
const criterionSchema = z
  .strictObject({
    variable: text.describe(
      "A marker's id; or without.INDEX, control.INDEX, change.INDEX, parameter.ID of the virtual patient",
    ),
    above: z.number().optional(),
    below: z.number().optional(),
    top: share.optional().describe("The share of the population with the highest values"),
    bottom: share.optional().describe("The share with the lowest"),
  })
  .describe("All that is given must hold; values equal to a limit belong above it");

const markerSchema = z.strictObject({
  label: text.optional(),
  distribution: distributionSchema.optional().describe("How it is distributed, where from is not given"),
  from: text.optional().describe("without.INDEX or control.INDEX of the virtual patient; needs circulation"),
  odds_ratio: z.number().positive().optional().describe("Of death, for `per` units more; converted to hazards"),
  hazard_ratio: z.number().positive().optional().describe("Of death, for `per` units more"),
  per: z.number().positive().default(1),
  source,
});

const crossingSchema = z.strictObject({
  share: share.max(0.95).describe("Of those at the mean risk who would cross were there no deaths"),
  by_day: days.describe("At a constant rate until this day"),
  by_prognosis: z.boolean().default(false).describe("The rate is in proportion to the patient's hazard of death"),
  source,
});

const linkSchema = z.strictObject({
  index: text.describe("Index of the circulation whose change the treatment makes"),
  per: z.number().refine((x) => x !== 0 && Number.isFinite(x), "a number other than 0 is allowed"),
  hazard_ratio: z.number().positive().describe("For a change by `per`: the strength of the link, which is assumed"),
  source,
});

const modifierSchema = z.strictObject({
  where: criterionSchema,
  times: z.number().min(0).max(10).describe("Log hazard ratio of these patients, as a multiple of the others'"),
  source,
});

export const TESTS = ["proportions", "log-rank", "cox", "gray", "cause-specific", "bayes"] as const;

export const protocolSchema = z.strictObject({
  $schema: z.string().optional().describe("Address of this schema, for editors"),
  id: text.optional().describe("Short name; the file's name without one"),
  title: text.optional(),
  description: z.string().optional(),
  source: text.optional(),
  n: z.number().int().min(10).max(20_000).describe("Patients at most, both arms"),
  n_source: source.optional(),
  arms: z.strictObject({ experimental: text, control: text }),
  allocation: z
    .tuple([z.number().int().min(1).max(5), z.number().int().min(1).max(5)])
    .default([1, 1])
    .describe("Experimental to control"),
  randomisation: z
    .strictObject({
      blocks: z
        .array(z.number().int().min(2).max(60))
        .min(1)
        .max(8)
        .optional()
        .describe("Sizes, drawn at random; without them every patient is tossed for"),
      strata: z.array(criterionSchema).max(4).default([]),
      centres: z.number().int().min(1).max(200).default(1).describe("Of equal size; randomised apart"),
      centre_sd: z.number().min(0).max(1).default(0).describe("SD of the centres' log hazards"),
      source,
    })
    .optional(),
  accrual: z.strictObject({
    per_month: z.number().positive().max(10_000),
    ramp_months: z
      .number()
      .min(0)
      .max(60)
      .default(0)
      .describe("Until the rate has risen evenly from 0 to its full size"),
    source,
  }),
  endpoint: z.strictObject({
    event: z.enum(["death", "death-or-crossover", "weaning"]).describe("weaning from support, death competing"),
    day: days.describe("Last day of follow-up of each patient"),
    source,
  }),
  dropout: z
    .strictObject({ share: share.max(0.5).describe("Lost until the last day, were there no events"), source })
    .optional(),
  crossover: z
    .strictObject({
      to_experimental: crossingSchema.optional().describe("Controls who get the treatment: rescue"),
      to_control: crossingSchema.optional().describe("Treatment given up or failed"),
    })
    .default({}),
  safety: safetySchema,
  support: z
    .strictObject({ days, source })
    .optional()
    .describe("Longest time on support, in which safety events fall; without it they may until follow-up ends"),
  looks: z
    .strictObject({
      at: z
        .array(z.number().gt(0).max(1))
        .min(1)
        .max(10)
        .describe("Shares of the patients with complete follow-up; the last is 1"),
      spending: text.default("obf").describe("obf, pocock, hsd:GAMMA, kd:RHO; or a classical boundary"),
      futility: text.optional().describe("Spending of the type II error, as spending"),
      binding: z.boolean().default(false),
      source,
    })
    .optional(),
  analysis: z.strictObject({
    test: z.enum(TESTS),
    sided: z.union([z.literal(1), z.literal(2)]).default(2),
    alpha: z.number().gt(0).lt(0.5).default(0.05),
    power: z.number().gt(0.5).lt(1).default(0.8).describe("For the futility bounds"),
    stratified: z.boolean().default(false).describe("By the strata of the randomisation, not by centre"),
    bayes: z
      .strictObject({
        success: z.number().gt(0.5).lt(1).describe("Posterior probability of benefit at which it stops"),
        futility: z.number().min(0).lt(0.5).describe("At or below this one too"),
        adaptive: z
          .number()
          .min(0)
          .max(1)
          .default(0)
          .describe("Allocation in proportion to the posterior probabilities to this power; 0 is fixed"),
        least_allocation: z.number().gt(0).max(0.5).default(0.2),
        source,
      })
      .optional(),
    source,
  }),
  outcome: z
    .strictObject({
      baseline: z
        .strictObject({
          risk: z.number().gt(0).lt(1).describe("Of death in the control arm"),
          day: days,
          source,
        })
        .optional()
        .describe("Needed with a Weibull shape; beside a table it scales the table's hazards until this risk is met"),
      weaning: z
        .strictObject({
          weaned: z.number().gt(0).lt(1).describe("Of the control arm, by the last day"),
          died: z.number().gt(0).lt(1).describe("On support before, by the last day"),
          shape: z.number().positive().max(10).default(1.5).describe("Weibull shape of the hazard of weaning"),
          prognosis: z
            .number()
            .min(0)
            .max(3)
            .default(1)
            .describe("Weaning's log hazard falls by so much of death's rise"),
          effect: z
            .number()
            .min(0)
            .max(3)
            .default(1)
            .describe("Weaning's log hazard rises by so much of what the treatment takes from death's"),
          source,
        })
        .optional(),
      timing: timingSchema,
      markers: z.record(z.string(), markerSchema).default({}),
      correlations: z
        .array(z.strictObject({ between: z.tuple([text, text]), rank: z.number().gt(-1).lt(1), source }))
        .default([]),
    })
    .describe("Hazards of the patients without the treatment"),
  effect: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("direct"),
      modifiers: z.array(modifierSchema).default([]).describe("The first that holds counts"),
      scenarios: z.array(text).min(1).describe("What --effect stands for if it is not given"),
      source,
    }),
    z.strictObject({
      kind: z.literal("link"),
      terms: z.array(linkSchema).min(1),
      scenarios: z.array(text).min(1),
      source,
    }),
  ]),
  circulation: z
    .strictObject({
      population: text.describe("Built-in population, or a file"),
      n: z.number().int().min(20).max(5000).default(256),
      control: text.describe("Support, such as va-ecmo"),
      experimental: text,
      set: z.record(z.string(), z.number()).default({}),
      source,
    })
    .optional()
    .describe("Virtual patients, solved under both supports"),
  subgroups: z
    .record(z.string(), z.strictObject({ label: text, where: z.array(criterionSchema).min(1).max(4), source }))
    .default({}),
});

export type ProtocolFile = z.input<typeof protocolSchema>;
export type Protocol = z.output<typeof protocolSchema> & { readonly id: string; readonly title: string };
export type Criterion = z.output<typeof criterionSchema>;
export type Crossing = z.output<typeof crossingSchema>;
export type Marker = z.output<typeof markerSchema>;
export type TestName = (typeof TESTS)[number];
