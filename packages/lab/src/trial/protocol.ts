/** A protocol from what a file holds: its form checked, and what was assumed gathered from its sources. */
import { z } from "zod";
import { InputError } from "../input-error.ts";
import { checkTiming } from "./baseline.ts";
import { type Protocol, protocolSchema } from "./protocol-file.ts";

/** @param where the file, for messages @throws InputError */
export function protocolFromObject(content: unknown, where: string): Protocol {
  const parsed = protocolSchema.safeParse(content);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    const plain = message
      .replace(/^Invalid input: expected \w+, received undefined$/, "it is missing")
      .replace("Invalid input: ", "")
      .replace("expected record", "expected object");
    throw new InputError(
      `${where}: ${path.join(".") || "the document"}: ${plain}; docs/trial.schema.json tells what a protocol is.`,
    );
  }
  const { data } = parsed;
  checkSafety(data, where);
  checkTiming(data, where);
  if (data.effect.kind === "link" && !data.circulation)
    throw new InputError(`${where}: circulation: it is missing; an effect by a link to the circulation needs it.`);
  return { ...data, id: data.id ?? where, title: data.title ?? data.id ?? where };
}

/** So many, since curves follow every set of them: each doubles the time. */
const MOST_DEADLY = 3;

function checkSafety({ safety }: z.output<typeof protocolSchema>, where: string): void {
  for (const [id, { control, risk_ratio, death_hazard_ratio }] of Object.entries(safety)) {
    if (control * risk_ratio >= 1)
      throw new InputError(
        `${where}: safety.${id}: ${control} times ${risk_ratio} is no risk; a product below 1 is allowed.`,
      );
    if (control === 0 && death_hazard_ratio !== 1)
      throw new InputError(
        `${where}: safety.${id}.death_hazard_ratio: it is not allowed for what never happens; a share of the control arm above 0 is needed.`,
      );
  }
  const deadly = Object.values(safety).filter(({ death_hazard_ratio }) => death_hazard_ratio !== 1).length;
  if (deadly > MOST_DEADLY)
    throw new InputError(
      `${where}: safety: ${deadly} events with a death_hazard_ratio are too many; ${MOST_DEADLY} are allowed.`,
    );
}

export interface Assumption {
  /** Where it stands in the protocol. */
  readonly path: string;
  readonly text: string;
  readonly kind: "assumption" | "recalled";
}

/** Every source that says that it is assumed or recalled. */
export function assumptionsOf(protocol: Protocol): Assumption[] {
  const found: Assumption[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inside] of Object.entries(value)) {
      if ((key === "source" || key === "n_source") && typeof inside === "string") {
        const kind = /recalled|unverified/i.test(inside) ? "recalled" : /assum/i.test(inside) ? "assumption" : null;
        if (kind) found.push({ path: path || key, text: inside, kind });
      } else visit(inside, path ? `${path}.${key}` : key);
    }
  };
  visit(protocol, "");
  return found;
}

/** A JSON Schema (draft 2020-12), as data. */
export function trialJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(protocolSchema, { io: "input" });
  return {
    ...schema,
    title: "Counterpulse trial protocol",
    description: "A randomised trial, and the model of its patients' outcomes",
  };
}
