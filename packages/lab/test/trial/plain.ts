/** Plain protocols for tests: one kind of patient, no loss, so that closed forms hold. */
import { type ProtocolFile, protocolFromObject } from "../../src/trial/index.ts";

const source = "test";

export const PLAIN: ProtocolFile = {
  id: "plain",
  n: 600,
  arms: { experimental: "A", control: "B" },
  accrual: { per_month: 20, source },
  endpoint: { event: "death", day: 28, source },
  analysis: { test: "proportions", source },
  outcome: { baseline: { risk: 0.582, day: 28, source }, timing: { shape: 0.7, source } },
  effect: { kind: "direct", scenarios: ["0.74"], source },
};

export const plain = (changes: Partial<ProtocolFile> = {}) =>
  protocolFromObject({ ...PLAIN, ...changes }, "plain.yaml");
