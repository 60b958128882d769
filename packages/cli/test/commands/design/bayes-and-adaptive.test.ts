import { describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";

// biome-ignore lint/suspicious/noExplicitAny: documents of several forms
async function document(...args: string[]): Promise<any> {
  const out = await counterpulse("design", ...args, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout);
}

describe("bayes", () => {
  test("ARREST's counts: the posterior that was printed (of more deaths without ECMO)", async () => {
    const { posterior, predictive } = await document("bayes", "--events", "8,14", "--patients", "14,15");
    expect(posterior.fewer_in_group_1.toFixed(4)).toBe("0.9861");
    expect(posterior.ci.map((d: number) => d.toFixed(3))).toEqual(["-0.592", "-0.037"]);
    expect(predictive).toBeNull();
  });

  test("predictive probability by a test and by the posterior; the registry as prior", async () => {
    const args = ["bayes", "--events", "40,52", "--patients", "100,100", "--final", "200,200"];
    const flat = await document(...args);
    const strong = await document(...args, "--prior", "registry");
    expect(strong.predictive.benefit).not.toBeCloseTo(flat.predictive.benefit, 3);
    expect(strong.priors[0]).toEqual({ a: 259, b: 276 });
    const byPosterior = await document(...args, "--success", "posterior:0.975");
    expect(Math.abs(byPosterior.predictive.benefit - flat.predictive.benefit)).toBeLessThan(0.05);
  });

  test("a normal effect under sceptic, enthusiast and the data alone", async () => {
    const args = ["bayes", "--estimate", "-0.301", "--se", "0.079", "--alternative", "-0.301", "--final-se", "0.11"];
    const { beliefs } = await document(...args);
    const [sceptic, enthusiast, data] = beliefs;
    expect(beliefs.map((belief: { name: string }) => belief.name)).toEqual(["sceptic", "enthusiast", "data"]);
    expect(sceptic.posterior.mean).toBeGreaterThan(enthusiast.posterior.mean);
    expect(data.posterior).toMatchObject({ mean: -0.301, sd: 0.079 });
    expect(sceptic.assurance.below).toBeLessThan(data.assurance.below);
    expect((await counterpulse("design", ...args)).stdout).toContain("assurance of the trial to come");
  });
});

describe("reestimate", () => {
  test("blinded, for risks and for a standard deviation", async () => {
    const risk = await document("reestimate", "--p1", "0.484", "--p2", "0.582", "--overall", "0.45", "--least", "820");
    expect(risk).toMatchObject({ method: "blinded", n_total_bounded: 820 });
    const sd = await document("reestimate", "--difference", "5", "--overall-sd", "12");
    expect(sd.assumed.sd).toBeCloseTo(Math.sqrt(144 - 25 / 4), 12);
  });

  test("by conditional power, with the level of the whole rule", async () => {
    const found = await document("reestimate", "--planned", "600", "--interim", "300", "--most", "900", "--z", "1.5");
    expect(found).toMatchObject({ zone: "promising", ordinary_test_safe: true });
    expect(found.rule.null.weighted).toBeCloseTo(0.025, 12);
    expect(found.rule.assumed.fixed).toBeCloseTo(0.8, 12);
  });
});

test("adaptive: power and type I error, the same for the same seed", async () => {
  const args = ["adaptive", "--p1", "0.3", "--p2", "0.5", "--n", "200", "--repeats", "200", "--seed", "3"];
  const found = await document(...args);
  expect(found).toMatchObject({ calibrated: true, repeats: 200, seed: 3 });
  expect(found.null.type1).toBeLessThan(0.15);
  expect(found.truth.better1).toBeGreaterThan(0.5);
  expect(await document(...args)).toEqual(found);
  expect((await counterpulse("design", ...args)).stdout).toContain("type I error");
});

describe("wrong input: one line, status 2", () => {
  test.each([
    [["bayes"], /--events: they are missing/],
    [["bayes", "--events", "1,2"], /--patients: they are missing/],
    [["bayes", "--events", "5,2", "--patients", "4,9"], /--events: 5 of 4 is not allowed/],
    [["bayes", "--events", "1", "--patients", "4,9"], /--events: 1 numbers are not allowed; two are/],
    [["bayes", "--final", "50,50", "--prior", "strong"], /--prior: "strong" is not allowed/],
    [["bayes", "--final", "50,50", "--prior", "registry:2"], /registry:WEIGHT with a number above 0 and up to 1 is/],
    [["bayes", "--final", "50,50", "--success", "posterior:2"], /--success: "posterior:2" is not allowed/],
    [
      ["bayes", "--events", "20,20", "--patients", "60,60", "--final", "50,50"],
      /patients of group 1: 60 is not allowed/,
    ],
    [["bayes", "--estimate", "1", "--events", "1,2"], /cannot be used with/],
    [["bayes", "--estimate", "1"], /--se: it is missing/],
    [["bayes", "--estimate", "0", "--se", "1"], /--alternative: 0 is not allowed/],
    [["reestimate"], /--planned: it is missing/],
    [["reestimate", "--overall", "0.5", "--p1", "0.4"], /--p2: it is missing/],
    [
      ["reestimate", "--planned", "100", "--interim", "100", "--most", "200", "--z", "1"],
      /interim: 100 is not allowed/,
    ],
    [["adaptive", "--p1", "0.3", "--p2", "0.5"], /required option '--n <patients>' not specified/],
    [["adaptive", "--p1", "0.3", "--p2", "0.5", "--n", "50"], /start: 100 is not allowed; a whole number from 2 to 50/],
    [
      ["adaptive", "--p1", "0.3", "--p2", "0.5", "--n", "200", "--exponent", "fast"],
      /--exponent: "fast" is not allowed/,
    ],
  ])("%j", async (args, message) => {
    expect(await counterpulse("design", ...args)).toEqual(wrongInput(message));
  });
});
