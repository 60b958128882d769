import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  analyzeCrossover,
  type CrossoverOptions,
  mixedTreatment,
  parseCsv,
  type Subject,
  type TEstimate,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation, jsonFixture } from "../../../../test/fixture.ts";

interface Line {
  estimate: number;
  se: number;
  t: number;
  df: number;
  p: number;
  ci: number[];
}
interface Hills {
  treatment: Line;
  period: Line;
  carryover: { t: number; df: number; p: number };
  tost: number[];
  ci90: number[];
}
interface Mixed {
  treatment: Line;
  periods: Line[];
  f: number[];
  variance: number[];
  loglik: number;
  lme4: number[];
}

const reference = jsonFixture<
  Record<"hills" | "hills_log", Hills> &
    Record<"two" | "three" | "three_log" | "flat", Mixed> &
    Record<"three_carry" | "two_carry", Line>
>("statistics/crossover");

const COLUMNS = { subject: "subject", period: "period", treatment: "treat", outcome: "y" };
const tableOf = (name: string) => {
  const file = fileURLToPath(new URL(`../../../../fixtures/statistics/crossover-${name}.csv`, import.meta.url));
  return parseCsv(readFileSync(file, "utf8"), `crossover-${name}.csv`);
};
const run = (name: string, options: Partial<CrossoverOptions> = {}) =>
  analyzeCrossover(tableOf(name), { ...COLUMNS, ...options });
const numbers = ({ estimate, se, t, df, p, ci }: TEstimate | Line): (number | null)[] => [
  estimate,
  se,
  t,
  df,
  p,
  ...ci,
];

test.each([
  ["hills", false, [0.5, 2]],
  ["hills_log", true, [0.5, 2]],
] as const)("%s: treatment, period, carry-over, equivalence as R's t.test", (name, log, margins) => {
  const found = run("two", { log, margins });
  const expected = reference[name];
  expect(found).toMatchObject({ method: "hills-armitage", n_subjects: 19, n_rows: 37, dropped: 1, incomplete: 1 });
  const { t, df, p } = found.carryover;
  const errors = [
    deviation(numbers(found.treatment), numbers(expected.treatment)),
    deviation(numbers(found.period as TEstimate), numbers(expected.period)),
    deviation([t, df, p], [expected.carryover.t, expected.carryover.df, expected.carryover.p]),
    deviation([found.equivalence!.p_lower, found.equivalence!.p_upper], expected.tost),
    deviation(found.equivalence!.ci, expected.ci90),
  ];
  expect(Math.max(...errors)).toBeLessThan(1e-10);
  if (log) expect(found.ratio!.value).toBeCloseTo(Math.exp(expected.treatment.estimate), 12);
  else expect(found.ratio).toBeNull();
});

test.each([
  ["two", "two", false],
  ["three", "three", false],
  ["three_log", "three", true],
  ["flat", "flat", false],
] as const)("%s: the mixed model as REML in R", (name, file, log) => {
  const found = run(file, { method: "mixed", log });
  const expected = reference[name];
  const { within, between, loglik } = found.variance!;
  expect(deviation([within, between], expected.variance, 1e-6)).toBeLessThan(1e-8);
  expect(deviation(loglik, expected.loglik)).toBeLessThan(1e-10);
  const [estimate, df] = [numbers(found.treatment), numbers(expected.treatment)];
  expect(deviation(estimate.slice(0, 3), df.slice(0, 3))).toBeLessThan(1e-8);
  // R's degrees of freedom rest on numerical second derivatives.
  expect(deviation(estimate, df)).toBeLessThan(1e-7);
  // lme4 stops where its optimiser does.
  expect(deviation([found.treatment.estimate, within, between, loglik], expected.lme4, 1e-6)).toBeLessThan(1e-6);
  if ("f" in found.period) {
    const { f, df1, df: df2, p, effects } = found.period;
    expect(deviation([f, df1, df2, p], expected.f)).toBeLessThan(1e-8);
    expect(deviation(effects.flatMap(numbers), expected.periods.flatMap(numbers))).toBeLessThan(1e-7);
  } else expect(deviation(numbers(found.period), numbers(expected.periods[0]))).toBeLessThan(1e-7);
});

test.each([
  ["three_carry", "three"],
  ["two_carry", "two"],
] as const)("%s: carry-over in the mixed model", (name, file) => {
  const { carryover } = run(file, { method: "mixed" });
  const { estimate, se, t, df, p } = reference[name];
  expect(
    deviation([carryover.estimate, carryover.se, carryover.t, carryover.df, carryover.p], [estimate, se, t, df, p]),
  ).toBeLessThan(1e-7);
});

test("in complete, balanced data the mixed model gives what Hills and Armitage's does", () => {
  const text = ["s,p,t,y"];
  for (let s = 0; s < 10; s++) {
    for (let p = 1; p <= 2; p++)
      text.push(`${s},${p},${(s + p) % 2},${3 * Math.sin(s) + 0.4 * Math.cos(5 * s + 3 * p)}`);
  }
  const table = parseCsv(text.join("\n"));
  const columns = { subject: "s", period: "p", treatment: "t", outcome: "y" };
  const [hills, mixed] = (["hills-armitage", "mixed"] as const).map((method) =>
    analyzeCrossover(table, { ...columns, method }),
  );
  expect(deviation(numbers(mixed.treatment), numbers(hills.treatment))).toBeLessThan(1e-9);
  expect(deviation(numbers(mixed.period as TEstimate), numbers(hills.period as TEstimate))).toBeLessThan(1e-9);
  expect(deviation([mixed.carryover.t, mixed.carryover.p], [hills.carryover.t, hills.carryover.p])).toBeLessThan(1e-9);
});

test("a common level of the outcome, however high, changes nothing else", () => {
  const csv = (level: number): string => {
    const rows = ["s,p,t,y"];
    for (let s = 0; s < 9; s++) {
      for (let p = 1; p <= 3; p++)
        rows.push(`${s},${p},${(s * 2 + p * (s % 3)) % 2},${level + ((s * 7 + p * p * 5 + s * p) % 11)}`);
    }
    return rows.join("\n");
  };
  const columns = { subject: "s", period: "p", treatment: "t", outcome: "y" };
  const [low, high] = [0, 1e7].map((level) => analyzeCrossover(parseCsv(csv(level)), columns));
  expect(deviation(numbers(high.treatment), numbers(low.treatment))).toBeLessThan(1e-7);
});

describe("the mixed model where little varies", () => {
  const columns = { subject: "s", period: "p", treatment: "t", outcome: "y", method: "mixed" } as const;
  const found = (rows: string): TEstimate => analyzeCrossover(parseCsv(`s,p,t,y\n${rows}`), columns).treatment;

  test("one value throughout: no effect, no error, no test", () => {
    const subjects = ["a", "b", "c", "d"].map((name, i): Subject => {
      return { name, treatment: i % 2 === 0 ? [0, 1] : [1, 0], outcome: [3.1, 3.1] };
    });
    const treatment = mixedTreatment({ periods: ["1", "2"], subjects, dropped: 0 });
    expect(treatment).toMatchObject({ estimate: 0, se: 0, t: null, p: null, ci: [0, 0] });
    const rows = subjects.flatMap(({ name, treatment: arms }) => arms.map((arm, k) => `${name},${k + 1},${arm},3.1`));
    expect(() => found(rows.join("\n"))).toThrow("treatment and periods explain all");
  });

  test("everybody changes alike, and subjects differ: a tiny error on the degrees of freedom within subjects", () => {
    const treatment = found("a,1,0,21\na,2,1,23\nb,1,1,20\nb,2,0,19\nc,1,0,18\nc,2,1,20\nd,1,1,20\nd,2,0,19");
    expect(treatment.estimate).toBeCloseTo(1.5, 12);
    expect(treatment.se).toBeLessThan(1e-3);
    expect(treatment.df).toBe(2);
  });
});

describe("wrong input is told in one line", () => {
  test.each<[string, Partial<CrossoverOptions>, string]>([
    ["s,p,t,y\na,1,2,3", {}, 'f.csv: line 2 (data row 1), column "t": 2 is neither 0 nor 1'],
    [
      "s,p,t,y\na,1,0,3\na,1,1,4\na,2,1,4",
      {},
      'line 3 (data row 2), column "p": subject "a" has a second row of period "1"',
    ],
    ["s,p,t,y\na,1,0,3\nb,1,1,4", {}, 'column "p" has fewer than 2 periods'],
    ["s,p,t,y\na,1,0,3\na,2,0,4\nb,1,1,4\nb,2,0,3", {}, 'subject "a" has treatment 0 in both periods'],
    ["s,p,t,y\na,1,0,3\na,2,1,4\nb,1,0,4\nb,2,1,3", {}, "nobody has treatment 1 then 0; both sequences are needed"],
    ["s,p,t,y\na,1,0,3\na,2,1,4\nb,1,1,4\nb,2,0,3", {}, "3 or more subjects with both periods are needed"],
    ["s,p,t,y\na,1,0,3\na,2,1,-4\nb,1,1,4\nb,2,0,3", { log: true }, "the logarithm needs values above 0"],
    ["s,p,t,y\na,1,0,3\na,2,1,4", { outcome: "t" }, 'the column "t" is named for two things'],
    ["s,p,t,y\na,1,0,3\na,2,1,4\na,3,1,5", { method: "hills-armitage" }, 'column "p" has 3 periods'],
    ["s,p,t,y\na,1,0,3\na,2,0,4\nb,1,0,4\nb,2,0,3\nc,1,0,3\nc,2,0,5", { method: "mixed" }, "all rows have treatment 0"],
    [
      "s,p,t,y\na,1,0,3\na,2,1,4\nb,1,1,4\nb,2,0,3\nc,1,1,4\nc,2,0,2",
      { margins: [2, -2] },
      "equivalence: the margins must rise, not 2 to -2",
    ],
  ])("%j %j", (text, options, message) => {
    const columns = { subject: "s", period: "p", treatment: "t", outcome: "y" };
    expect(() => analyzeCrossover(parseCsv(text, "f.csv"), { ...columns, ...options })).toThrow(message);
  });
});
