/** What assembling a faulty circuit says. */
import { assemble, type Circuit, type CircuitBuilder, ModelError, parameter } from "@counterpulse/engine";
import { expect } from "vitest";

/** The error of a circuit, which must be one of the model's own. */
export function fault(circuit: Circuit): { component: string; line: number | null; message: string } {
  try {
    assemble(circuit);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
  throw new Error("the circuit was accepted");
}

export const faultOf = (builder: CircuitBuilder, period = "1[s]") => fault(builder.build({ period }));

/** A parameter without a unit. */
export const one = parameter(1, "1", [0, 2], "", "");
