/** JSON Schema of patient files, with every parameter and its range: for editors, and for programs that write patients. */
import { type Model, PATIENTS } from "@counterpulse/engine";
import { z } from "zod";
import { patientSchema } from "./patients.ts";
import { settable } from "./settings.ts";

/** A JSON Schema (draft 2020-12), as data. */
export function patientJsonSchema(model: Model): Record<string, unknown> {
  const schema = z.toJSONSchema(patientSchema, { io: "input" }) as { properties: Record<string, object> };
  const { base, parameters } = schema.properties;
  return {
    ...schema,
    title: "Counterpulse patient",
    description: `Patient for the model "${model.name}"; what the file does not name has the model's default`,
    properties: {
      ...schema.properties,
      base: { ...base, enum: PATIENTS.map((p) => p.id) },
      parameters: {
        type: "object",
        description: (parameters as { description?: string }).description,
        additionalProperties: false,
        properties: Object.fromEntries(settable(model).map((p) => [p.id, parameterSchema(p)])),
      },
    },
  };
}

function parameterSchema({ spec }: Model["parameters"][number]): Record<string, unknown> {
  return {
    type: spec.whole ? "integer" : "number",
    minimum: spec.min,
    maximum: spec.max,
    default: spec.value,
    description: spec.unit === "1" ? spec.description : `${spec.description} (${spec.unit})`,
  };
}
