/** Runs the command in this process and gives what it wrote and its exit status. */
import { vi } from "vitest";
import { main } from "../src/main.ts";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function counterpulse(...args: string[]): Promise<Outcome> {
  const out = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      out[name] += text;
      return true;
    }),
  );
  try {
    const status = await main(args);
    return { status, ...out };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** One line on stderr, nothing on stdout, status 2. */
export const wrongInput = (message: RegExp | string) => ({
  status: 2,
  stdout: "",
  stderr: expectLine(message),
});

function expectLine(message: RegExp | string): { asymmetricMatch(text: unknown): boolean; toString(): string } {
  const holds = (line: string) => (typeof message === "string" ? line.includes(message) : message.test(line));
  return {
    asymmetricMatch: (text) => typeof text === "string" && /^counterpulse: [^\n]+\n$/.test(text) && holds(text),
    toString: () => `one line with ${message}`,
  };
}
