import { expect, test } from "vitest";
import { questionBasis, questionFigure, trialQuestion } from "../src/index.ts";

test("the question rests on the registry's matched deaths and on the registered trials", async () => {
  const { deaths, difference, feasible, trials } = await questionBasis();
  expect(deaths.counts.n1).toBe(deaths.counts.n2);
  expect(deaths.source.status).toBe("DERIVED");
  expect(difference.ci[0]).toBeLessThan(difference.value);
  expect(feasible.n).toBe(600);
  expect(trials.map(({ n }) => n)).toEqual([358, 400, 104, null]);
});

test("a trial of n patients: what it finds at once, with looks, and over sizes, drawn at the width asked for", async () => {
  const basis = await questionBasis();
  const three = await trialQuestion(basis, { n: 600 });
  const five = await trialQuestion(basis, { n: 600, looks: 5 });
  expect(three.sequential.looks).toBe(3);
  expect(five.sequential.efficacy_z).toHaveLength(5);
  expect(five.trial).toEqual(three.trial);
  const { n, power } = three.curves;
  const [right, half, wrong] = power.map(({ values }) => values[n.length - 1]);
  expect(right).toBeGreaterThan(half);
  expect(wrong).toBeCloseTo(0.05, 2);
  const svg = await questionFigure(three, { width: 360, theme: "dark" });
  expect(svg).toContain('width="360"');
  expect(svg).toContain("What a trial of the balloon under VA-ECMO can show");
});
