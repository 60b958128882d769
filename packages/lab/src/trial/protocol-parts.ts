/** Parts of a trial protocol file that stand for themselves: when deaths come, and safety events. */
import { z } from "zod";

export const text = z.string().min(1);
export const source = text.describe("Where it comes from; what is assumed or recalled says so with that word");
export const share = z.number().min(0).max(1);
export const days = z.number().positive().max(3650);

export const timingSchema = z
  .strictObject({
    shape: z.number().gt(0.1).max(10).optional().describe("Weibull; below 1 the hazard falls"),
    days: z.array(days).min(1).max(200).optional().describe("Of a table, rising; the last not before follow-up ends"),
    survival: z
      .array(z.number().gt(0).max(1))
      .optional()
      .describe("Shares of the control arm alive on those days, as a Kaplan-Meier table has them"),
    hazard_per_day: z
      .array(z.number().min(0).max(10))
      .optional()
      .describe("Of the control arm until each of those days, from the one before"),
    source,
  })
  .describe("Either a Weibull shape, or days with survival or hazards; between days the hazard is constant");

export const safetySchema = z
  .record(
    z.string(),
    z.strictObject({
      label: text,
      control: share.describe("Share of the control arm that has it, as published: death and weaning compete with it"),
      risk_ratio: z.number().positive().max(20).describe("Of those shares, at equal hazards of death"),
      death_hazard_ratio: z
        .number()
        .min(0.1)
        .max(20)
        .default(1)
        .describe("What it makes of the hazard of death from then on; 1 is no association"),
      source,
    }),
  )
  .default({})
  .describe("Events that can happen once, while alive and on support");
