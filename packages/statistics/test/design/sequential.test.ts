import {
  type Efficacy,
  efficacyBounds,
  evenTimes,
  type Futility,
  operatingCharacteristics,
  parseClassical,
  parseSpending,
  type SequentialDesign,
  type SequentialOptions,
  type Spending,
  sequentialDesign,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { cpuSeconds } from "../../../../test/cpu-time.ts";
import { deviation } from "../../../../test/fixture.ts";
import { reference, type SequentialReference } from "./reference.ts";

const spendingOf = (kind: string, parameter: number | null): Spending =>
  (kind === "hsd" ? { kind, gamma: parameter } : kind === "kd" ? { kind, rho: parameter } : { kind }) as Spending;

function designOf(r: SequentialReference): SequentialDesign {
  const futility: Futility | undefined = r.beta
    ? { spending: spendingOf(r.beta, r.bpar) }
    : r.z
      ? { z: r.z }
      : undefined;
  const { times, sided, alpha, power, binding } = r;
  return sequentialDesign({
    times,
    sided,
    alpha,
    power,
    binding,
    futility,
    efficacy: { spending: spendingOf(r.kind, r.par) },
  });
}

/** Bounds solved to rounding on both sides; what the roots amplify is the error of the probabilities, 1e-15 or so. */
const TOLERANCE = 1e-11;

describe.each(reference.sequential)("$kind $par, $times, sided $sided, futility $beta $z, binding $binding", (r) => {
  const design = designOf(r);

  test("bounds and inflation as by recursive integration in R", () => {
    expect(deviation(design.efficacy, r.efficacy)).toBeLessThan(TOLERANCE);
    expect(deviation(design.futility, r.futility, 1)).toBeLessThan(TOLERANCE);
    expect(deviation(design.inflation, r.inflation)).toBeLessThan(TOLERANCE);
  });

  test("what is spent is what the function gives", () => {
    if (r.z && !r.binding) return;
    expect(deviation(design.cumulative_alpha, r.alpha_spent)).toBeLessThan(1e-11);
  });

  test("stopping probabilities without, with half and with all of the effect", () => {
    for (const [effect, wanted] of [
      [0, r.h0],
      [0.5, r.half],
      [1, r.h1],
    ] as const) {
      const found = operatingCharacteristics(design, effect);
      expect(
        deviation(
          found.stop.map((s) => s.efficacy),
          wanted.upper,
          1e-6,
        ),
      ).toBeLessThan(1e-10);
      expect(
        deviation(
          found.stop.map((s) => s.wrong),
          wanted.lower,
          1e-6,
        ),
      ).toBeLessThan(1e-10);
      expect(
        deviation(
          found.stop.map((s) => s.futility),
          wanted.futility,
          1e-6,
        ),
      ).toBeLessThan(1e-9);
    }
    expect(operatingCharacteristics(design, 1).power).toBeCloseTo(r.power, 11);
  });

  test("as rpact has it, to its own tolerance", () => {
    if (!r.rpact) return;
    // rpact stops at about 1e-8 of the error, absolutely: early bounds that spend less are told only roughly
    const told = design.cumulative_alpha.map((spent, k) => spent - (design.cumulative_alpha[k - 1] ?? 0) > 1e-5);
    const where = (bounds: readonly number[]): number[] => bounds.filter((_, k) => told[k]);
    expect(deviation(where(design.efficacy), where(r.rpact.efficacy))).toBeLessThan(3e-7);
    expect(deviation(design.inflation, r.rpact.inflation)).toBeLessThan(3e-7);
    if (r.rpact.futility && design.futility.length > 1)
      expect(deviation(design.futility.slice(0, -1), r.rpact.futility, 1)).toBeLessThan(3e-7);
  });
});

describe.each(reference.classical)("$kind $par, $looks looks, sided $sided", (r) => {
  const classical = r.kind === "wang-tsiatis" ? { kind: r.kind, delta: r.par } : { kind: r.kind, z: r.par };
  const efficacy: Efficacy = { classical };
  const design = sequentialDesign({ times: evenTimes(r.looks), sided: r.sided, alpha: r.alpha, efficacy });

  test("the true constants", () => {
    expect(deviation(design.efficacy, r.efficacy)).toBeLessThan(TOLERANCE);
    expect(deviation(design.inflation, r.inflation)).toBeLessThan(TOLERANCE);
    // rpact gives no bound that spends less than its tolerance
    const known = r.rpact.flatMap((bound, k) => (bound === null ? [] : [[design.efficacy[k], bound]]));
    expect(known.length).toBeGreaterThan(2);
    for (const [ours, theirs] of known) expect(deviation(ours, theirs)).toBeLessThan(1e-6);
    expect(deviation(design.inflation, r.rpact_inflation)).toBeLessThan(1e-6);
    expect(design.cumulative_alpha.at(-1)).toBeCloseTo(r.alpha, 13);
  });
});

test("constants as printed (jennison2000, tables 2.1 and 2.3): Pocock and O'Brien-Fleming, five looks, alpha 0.05", () => {
  const last = (delta: number): number =>
    efficacyBounds(evenTimes(5), 2, 0.05, { classical: { kind: "wang-tsiatis", delta } }).at(-1)!;
  expect(last(0.5).toFixed(3)).toBe("2.413");
  expect(last(0).toFixed(3)).toBe("2.040");
});

test("one look is the fixed test", () => {
  const design = sequentialDesign({ times: [1], alpha: 0.025, efficacy: { spending: { kind: "pocock" } } });
  expect(design.efficacy[0]).toBeCloseTo(1.959963984540054, 13);
  expect(design.inflation).toBeCloseTo(1, 13);
});

test("a look so early that nothing may be spent has no bound", () => {
  const design = sequentialDesign({ times: [0.001, 1], efficacy: { spending: { kind: "obf" } } });
  expect(design.efficacy[0]).toBe(Number.POSITIVE_INFINITY);
  expect(design.efficacy[1]).toBeCloseTo(1.959963984540054, 12);
});

test("expected information: less when the effect is there, the maximum never exceeded", () => {
  const design = sequentialDesign({ times: evenTimes(3), efficacy: { spending: { kind: "pocock" } } });
  const expected = [0, 0.5, 1, 2].map((effect) => operatingCharacteristics(design, effect).expected_information);
  expect(expected.every((e) => e > 0 && e <= 1)).toBe(true);
  expect(expected[3]).toBeLessThan(expected[2]);
  expect(expected[2]).toBeLessThan(expected[1]);
});

test("ten looks with futility that binds take no time", () => {
  const spending: Spending = { kind: "obf" };
  const run = () =>
    sequentialDesign({ times: evenTimes(10), efficacy: { spending }, futility: { spending }, binding: true });
  expect(cpuSeconds(run)).toBeLessThan(2);
});

describe("names", () => {
  test("spending functions and boundaries", () => {
    expect(parseSpending("hsd:-4", "--spending")).toEqual({ kind: "hsd", gamma: -4 });
    expect(parseSpending("kd:3", "--spending")).toEqual({ kind: "kd", rho: 3 });
    expect(parseClassical("obrien-fleming", "--boundary")).toEqual({ kind: "wang-tsiatis", delta: 0 });
    expect(parseClassical("haybittle-peto:3.29", "--boundary")).toEqual({ kind: "haybittle-peto", z: 3.29 });
  });
  test.each(["", "of", "hsd", "hsd:", "hsd:x", "kd:0", "kd:-1", "obf:1", "hsd:1:2", "kd:99"])(
    "refuses spending %j",
    (text) => {
      expect(() => parseSpending(text, "--spending")).toThrow(`--spending: "${text}" is not allowed; obf, pocock,`);
    },
  );
  test.each(["", "peto", "wang-tsiatis", "wang-tsiatis:2", "haybittle-peto:0", "pocock:1"])(
    "refuses boundary %j",
    (text) => {
      expect(() => parseClassical(text, "--boundary")).toThrow(`--boundary: "${text}" is not allowed; obrien-fleming,`);
    },
  );
});

const spending: Efficacy = { spending: { kind: "obf" } };
test.each<[SequentialOptions, string]>([
  [{ times: [], efficacy: spending }, "times: 0 looks are not allowed; 1 to 10 are."],
  [{ times: evenTimes(11), efficacy: spending }, "times: 11 looks are not allowed"],
  [{ times: [0.5, 0.4, 1], efficacy: spending }, "times: 0.4 is not allowed at look 2"],
  [{ times: [0.5, 0.9], efficacy: spending }, "times: the last is 0.9; 1, all of the information, is allowed."],
  [{ times: [0.5, 1], efficacy: spending, alpha: 1 }, "alpha: 1 is not allowed"],
  [{ times: [0.5, 1], efficacy: spending, power: 0.02 }, "power: 0.02 is not allowed"],
  [{ times: [0.5, 1], efficacy: spending, futility: { z: [1, 2] } }, "futility: 2 bounds are not allowed with 2 looks"],
  [
    {
      times: [0.019, 0.301, 0.334, 0.621, 0.928, 0.989, 1],
      ...{ sided: 2, alpha: 0.2, power: 0.99, binding: true },
      efficacy: { spending: { kind: "pocock" } },
      futility: spending,
    },
    "futility: with this spending the bounds meet before the last look",
  ],
  [{ times: [0.5, 0.5005, 1], efficacy: spending }, "looks at least 0.001 apart are."],
  [{ times: [0.5, 1], efficacy: spending, futility: { z: [9] } }, "futility: 9 at look 1 is not allowed"],
  [
    { times: [0.25, 0.5, 1], efficacy: { classical: { kind: "haybittle-peto", z: 1 } } },
    "haybittle-peto:1 alone spends more than alpha",
  ],
])("refuses what cannot be (%#)", (options, message) => {
  expect(() => sequentialDesign(options)).toThrow(message);
});
