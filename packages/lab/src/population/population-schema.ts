/** JSON Schema of population files: for editors, and for programs that write populations. */
import { INDICES, PATIENTS } from "@counterpulse/engine";
import { z } from "zod";
import { populationSchema } from "./population-file.ts";

/** A JSON Schema (draft 2020-12), as data. */
export function populationJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(populationSchema, { io: "input" }) as { properties: Record<string, object> };
  const { base, accept } = schema.properties;
  const indices = { propertyNames: { enum: INDICES.map((i) => i.id) } };
  return {
    ...schema,
    title: "Counterpulse population",
    description: "Distributions of patients' parameters, and the criteria by which those drawn are enrolled",
    properties: {
      ...schema.properties,
      base: { ...base, enum: PATIENTS.map((p) => p.id) },
      accept: { ...accept, ...indices },
    },
  };
}
