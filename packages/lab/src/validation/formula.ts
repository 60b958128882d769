/** Formulas of cases, such as `100*(on.lv_sv_mL/off.lv_sv_mL - 1)`: the model's own language, over runs and their indices. */
import { interpretLaw } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";

export interface Formula {
  /** The `run.index` names in it. */
  readonly names: readonly string[];
  readonly evaluate: (values: Readonly<Record<string, number>>) => number;
}

const NAME = /\b[A-Za-z_]\w*(?:\.\w+)+/g;

/** @param where what messages begin with @throws InputError */
export function formulaOf(text: string, where: string): Formula {
  const names = [...new Set(text.match(NAME) ?? [])];
  try {
    const inputs = Object.fromEntries(names.map((n) => [n, "1"]));
    const law = interpretLaw({ name: "model", law: `value = ${text}`, inputs, outputs: { value: "1" } });
    return { names, evaluate: (values) => law(values as never).value };
  } catch (error) {
    throw new InputError(`${where}: model "${text}": ${(error as Error).message.replace(/^model(, line 1)?: /, "")}.`);
  }
}
