/** Error spending functions: how much of the error may be spent until a share t of the information. */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { requireBetween } from "./check.ts";

/**
 * `obf` and `pocock`: those of Lan and DeMets that resemble O'Brien-Fleming's and Pocock's boundaries (lan1983);
 * `hsd`: the gamma family of Hwang, Shih and DeCani (hwang1990); `kd`: the power family (kim1987).
 */
export type Spending = { kind: "obf" | "pocock" } | { kind: "hsd"; gamma: number } | { kind: "kd"; rho: number };

export const SPENDING_FORM = "obf, pocock, hsd:GAMMA or kd:RHO";

/** `obf`, `pocock`, `hsd:-4`, `kd:3`. @param where what the message begins with */
export function parseSpending(text: string, where: string): Spending {
  const [kind, parameter, ...rest] = text.trim().split(":");
  const value = parameter === undefined || parameter.trim() === "" ? Number.NaN : Number(parameter);
  if (rest.length === 0) {
    if ((kind === "obf" || kind === "pocock") && parameter === undefined) return { kind };
    if (kind === "hsd" && Math.abs(value) <= 40) return { kind, gamma: value };
    if (kind === "kd" && value > 0 && value <= 40) return { kind, rho: value };
  }
  throw new InputError(
    `${where}: "${text}" is not allowed; ${SPENDING_FORM} is, with GAMMA from -40 to 40 and RHO above 0 and up to 40.`,
  );
}

/** Error spent until each time; for two-sided tests each side spends its half by the one-sided function. */
export function spent(spending: Spending, error: number, times: readonly number[], sides: 1 | 2 = 1): number[] {
  requireBetween("alpha", error, 0, 1);
  const each = error / sides;
  return times.map((t) => (t >= 1 ? error : sides * spentAt(spending, each, t)));
}

function spentAt(spending: Spending, error: number, t: number): number {
  switch (spending.kind) {
    case "obf":
      return 2 * normal.upper(normal.upperQuantile(error / 2) / Math.sqrt(t));
    case "pocock":
      return error * Math.log1p((Math.E - 1) * t);
    case "hsd":
      return spending.gamma === 0 ? error * t : (error * Math.expm1(-spending.gamma * t)) / Math.expm1(-spending.gamma);
    case "kd":
      return error * t ** spending.rho;
  }
}
