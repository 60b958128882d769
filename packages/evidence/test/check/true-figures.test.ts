/** Figures that are true, however they were computed and printed, raise no alarm; altered ones do. */
import { normal, type Stream, stream } from "@counterpulse/numerics";
import { analyzeTwoByTwo, chiSquaredTest, exactTests, type TwoByTwo, yatesTest } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { cases } from "../../../../test/random-cases.ts";
import { type Claim, checkClaim, type Finding } from "../../src/index.ts";

const whole = (s: Stream, from: number, to: number): number => from + Math.floor(s.uniform() * (to - from + 1));
const pick = <T>(s: Stream, list: readonly T[]): T =>
  list[Math.min(list.length - 1, Math.floor(s.uniform() * list.length))];
