/** JSON Schema of population files: for editors, and for programs that write populations. */
import { INDICES, type Model, PATIENTS } from "@counterpulse/engine";
import { z } from "zod";
import { settable } from "../settings.ts";
import { populationSchema } from "./population-file.ts";
import { QUANTITY_IDS } from "./quantities.ts";

interface Node {
  readonly properties: Readonly<Record<string, Node>>;
  readonly additionalProperties: Node;
}

/** A JSON Schema (draft 2020-12), as data. What targets are of may be a criterion of the file, so any name stands there. */
export function populationJsonSchema(model: Model): Record<string, unknown> {
  const schema = z.toJSONSchema(populationSchema, { io: "input" }) as unknown as Node;
  const { base, accept, criteria, parameters, body_size } = schema.properties;
  const named = (ids: readonly string[]) => ({ propertyNames: { type: "string", enum: ids } });
  const parametersNamed = named(settable(model).map((p) => p.id));
  const { when } = criteria.additionalProperties.properties;
  const { exponents } = body_size.properties;
  return {
    ...schema,
    title: "Counterpulse population",
    description: "Distributions of patients' parameters, and the criteria by which those drawn are enrolled",
    properties: {
      ...schema.properties,
      base: { ...base, enum: PATIENTS.map((p) => p.id) },
      parameters: { ...parameters, ...parametersNamed },
      body_size: {
        ...body_size,
        properties: { ...body_size.properties, exponents: { ...exponents, ...parametersNamed } },
      },
      accept: { ...accept, ...named(INDICES.map((i) => i.id)) },
      criteria: {
        ...criteria,
        additionalProperties: {
          ...criteria.additionalProperties,
          properties: {
            ...criteria.additionalProperties.properties,
            when: { ...when, ...named(QUANTITY_IDS) },
          },
        },
      },
    },
  };
}
