/** JSON Schema of protocol files: for editors, and for programs that write protocols. */
import { INDICES } from "@counterpulse/engine";
import { z } from "zod";
import { protocolSchema } from "./protocol-file.ts";

/** A JSON Schema (draft 2020-12), as data. */
export function protocolJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(protocolSchema, { io: "input" }) as { properties: Record<string, object> };
  const indices = { propertyNames: { enum: INDICES.map((i) => i.id) } };
  const { fluctuation, trend } = schema.properties;
  return {
    ...schema,
    title: "Counterpulse protocol",
    description: "A controlled study: who is enrolled, what is done in which order, what is measured and how well",
    properties: {
      ...schema.properties,
      fluctuation: { ...fluctuation, ...indices },
      trend: { ...trend, ...indices },
    },
  };
}
