/** Set-up of the unit tests: fast-check draws the same cases in every run, unless `npm run soak` asks for others. */
import fc from "fast-check";

const cases = process.env.COUNTERPULSE_CASES;
fc.configureGlobal({
  seed: Number(process.env.COUNTERPULSE_SEED ?? 20261123),
  ...(cases ? { numRuns: Number(cases) } : {}),
});
