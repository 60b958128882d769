import { describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";

async function document(...args: string[]): Promise<Record<string, never> & { [key: string]: never }> {
  const out = await counterpulse("design", ...args, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout);
}

describe("keys that scripts rely on stand first", () => {
  test.each([
    [
      ["proportions", "--p1", "0.484", "--p2", "0.582"],
      ["n1", "n_total", "power"],
    ],
    [["logrank", "--hazard-ratio", "0.74"], ["events"]],
    [
      ["paired", "--difference", "0.5", "--sd", "1"],
      ["n", "power"],
    ],
    [
      ["crossover", "--difference", "0.5", "--sd", "1"],
      ["n", "power"],
    ],
    [
      ["sequential", "--looks", "3", "--spending", "obf"],
      ["z", "nominal_p", "cumulative_alpha", "inflation"],
    ],
  ])("%j", async (args, keys) => {
    expect(Object.keys(await document(...args)).slice(0, keys.length)).toEqual(keys);
  });
});

/** As power.prop.test(strict), power.t.test(strict), rpact and the formulas print them; fixtures hold all digits. */
describe("well-known numbers", () => {
  test("proportions", async () => {
    const { n1, n_total } = await document("proportions", "--p1", "0.5", "--p2", "0.75", "--power", "0.9");
    // power.prop.test's help page: n = 76.7
    expect((n1 as number).toFixed(1)).toBe("76.7");
    expect(n_total).toBe(154);
    const { power } = await document("proportions", "--p1", "0.5", "--p2", "0.75", "--n-per-arm", "50");
    expect((power as number).toFixed(3)).toBe("0.740");
  });

  test("t tests", async () => {
    // power.t.test's help page: n = 22.02 a group for power 0.90 at delta 1
    const two = await document("two-sample", "--difference", "1", "--sd", "1", "--power", "0.9");
    expect(two.n1 as number).toBeCloseTo(22.02, 2);
    expect((await document("t", "--difference", "1", "--sd", "1", "--n", "20")).power as number).toBeCloseTo(0.869, 3);
    const within = await document("crossover", "--difference", "0.5", "--sd-within", "0.7071067811865476");
    const between = await document("crossover", "--difference", "0.5", "--sd", "1");
    expect(within.n as number).toBeCloseTo(between.n, 9);
  });

  test("log-rank: 88 deaths for a hazard ratio of 0.55, by either formula near each other", async () => {
    const one = await document("logrank", "--hazard-ratio", "0.55");
    const other = await document("logrank", "--hazard-ratio", "0.55", "--formula", "freedman");
    expect(Math.ceil(one.events)).toBe(88);
    expect(Math.abs((other.events as number) / one.events - 1)).toBeLessThan(0.1);
  });

  test("precision", async () => {
    expect((await document("precision", "--p", "0.5", "--half-width", "0.05")).n_total).toBe(385);
    expect((await document("precision", "--factor", "1.25")).n_total).toBe(309);
    // 18 patients: t with 16 df is 2.120, over sqrt(18) that is 0.4997
    const crossover = await document("precision", "--sd", "1", "--half-width", "0.5", "--kind", "crossover");
    expect(crossover.n_total).toBe(18);
  });
});

test("patients for the events, and power by simulation when hazards change", async () => {
  const times = ["--survival", "0.418", "--at", "28", "--follow-up", "28"];
  const { patients } = await document("logrank", "--hazard-ratio", "0.74", ...times);
  const { event_probability, n_total, events } = patients as unknown as {
    event_probability: number[];
    n_total: number;
    events: number;
  };
  expect(event_probability[1]).toBeCloseTo(0.582, 12);
  expect(n_total).toBe(2 * Math.ceil(events / (event_probability[0] + event_probability[1])));
  const late = ["--hazard-ratios", "1,0.6", "--changes", "7", "--n-per-arm", "100", "--repeats", "200"];
  const { simulation } = await document("logrank", ...late, ...times);
  expect(simulation).toMatchObject({ repeats: 200, seed: 1, mc_error: expect.any(Number) });
});

test("exact power beside the normal one", async () => {
  const args = ["proportions", "--p1", "0.2", "--p2", "0.5", "--n-per-arm", "40", "--exact"];
  const { exact, power } = await document(...args);
  expect(exact).toMatchObject({ fisher: expect.any(Number), chi2: expect.any(Number), yates: expect.any(Number) });
  expect(Math.abs((exact as { chi2: number }).chi2 - power)).toBeLessThan(0.03);
  expect((await counterpulse("design", ...args)).stdout).toContain("exact power, Fisher");
});

test("without a subcommand the help, status 2", async () => {
  expect((await counterpulse("design")).status).toBe(2);
});

describe("wrong input: one line, status 2", () => {
  test.each([
    [["proportions", "--p1", "0.2"], /required option '--p2 <risk>' not specified/],
    [["proportions", "--p1", "0.2", "--p2", "1.2"], /--p2: 1\.2 is outside what is allowed/],
    [["proportions", "--p1", "0.2", "--p2", "0.2"], /p1: 0\.2 is p2 as well/],
    [["proportions", "--p1", "0,2", "--p2", "0.3"], /--p1: "0,2" is not a number \(write 0\.2/],
    [["proportions", "--p1", "0.2", "--p2", "0.3", "--alpha", "1"], /--alpha: "1" is not allowed/],
    [["proportions", "--p1", "0.2", "--p2", "0.3", "--variance", "both"], /Allowed choices are pooled, unpooled/],
    [["proportions", "--p1", "0.2", "--p2", "0.3", "--n-per-arm", "50", "--power", "0.9"], /cannot be used with/],
    [["proportions", "--p1", "0.2", "--p2", "0.21", "--exact"], /--exact: a group of \d+ is not allowed/],
    [["logrank"], /--hazard-ratio: it is missing/],
    [["logrank", "--hazard-ratio", "1"], /hazard-ratio: 1 is not allowed/],
    [["logrank", "--hazard-ratios", "1,0.6", "--survival", "0.5", "--n-per-arm", "9"], /--changes: 0 times are not/],
    [["logrank", "--hazard-ratios", "1,x"], /--hazard-ratios: "x" is not a number/],
    [["logrank", "--hazard-ratio", "0.7", "--changes", "3"], /--changes: they are not allowed without/],
    [["paired", "--difference", "1"], /--sd: it is missing/],
    [["paired", "--difference", "0", "--sd", "1"], /difference: 0 is not allowed/],
    [["two-sample", "--difference", "1", "--sd", "1", "--n", "1"], /n: 1 is not allowed; a number from 1\.5 up/],
    [["precision"], /design precision: nothing is asked/],
    [["precision", "--p", "0.5", "--sd", "1"], /--p and --sd; one of/],
    [["precision", "--p", "0.5"], /--half-width: it is missing/],
    [["precision", "--p1", "0.5", "--half-width", "0.1"], /--p2: it is missing/],
    [["unknown"], /unknown command 'unknown'/],
  ])("%j", async (args, message) => {
    expect(await counterpulse("design", ...args)).toEqual(wrongInput(message));
  });
});
