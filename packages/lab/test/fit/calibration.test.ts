/**
 * Is the spread honest? Patients drawn from the priors, measured with the usual errors under all supports, and fitted:
 * the true parameters must lie about the fitted ones as the spreads say, two thirds within one standard deviation.
 */
import { FREE_PARAMETERS, fit, Laboratory, parseSupport, TARGETS, withSetPoints } from "@counterpulse/lab";
import { stream } from "@counterpulse/numerics";
import { expect, test } from "vitest";

const laboratory = new Laboratory();
const free = FREE_PARAMETERS.filter((p) => p.usual);
const SUPPORTS = ["none", "iabp", "va-ecmo", "va-ecmo+iabp"];
const SETS = [
  ["aortic_systolic_mmHg", "aortic_end_diastolic_mmHg", "cvp_mmHg", "pcwp_mmHg", "ci_L_min_m2"],
  [
    "aortic_mean_mmHg",
    "cvp_mmHg",
    "pa_systolic_mmHg",
    "pa_diastolic_mmHg",
    "pcwp_mmHg",
    "total_flow_L_min",
    "lv_edv_mL",
  ],
  ["aortic_mean_mmHg", "cvp_mmHg"],
];
const PATIENTS = 24;

/** Standard normal numbers. */
function normals(subject: number): () => number {
  const random = stream(20261123, subject, "calibration of fits");
  return () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}

/** Distance of each true parameter from the fitted one, in fitted standard deviations. */
function distances(subject: number): number[] {
  const normal = normals(subject);
  const truth: Record<string, number> = { "heart.rate_per_min": 70 + (subject % 5) * 10 };
  for (const { id, scale, median, spread } of free) {
    const { min, max } = laboratory.model.parameters.find((p) => p.id === id)!.spec;
    const z = Math.min(Math.max(normal(), -2), 2);
    const value = scale === "log" ? median * spread ** z : median + spread * z;
    truth[id] = Math.min(Math.max(value, min), max);
  }
  const support = SUPPORTS[subject % SUPPORTS.length];
  const patient = {
    id: "drawn",
    title: "",
    description: "",
    source: "",
    parameters: withSetPoints(laboratory, [truth])[0],
  };
  const [{ indices, converged }] = laboratory.solve([{ patient, settings: {}, support: parseSupport(support) }]);
  if (!converged) return [];
  const targets = SETS[subject % SETS.length].map((index) => {
    const { sd, share } = TARGETS.find((t) => t.id === index)!;
    const error = Math.max(sd, share * Math.abs(indices[index]!));
    return {
      index,
      value: Math.max(indices[index]! + error * normal(), /flow|ci_|mL/.test(index) ? 0.1 : -20),
      sd: error,
    };
  });
  const result = fit(
    { targets: [...targets, { index: "HR", value: indices.hr_per_min! }], support, starts: 3 },
    laboratory,
  );
  expect(result.converged, `patient ${subject}`).toBe(true);
  return result.parameters.flatMap(({ id, value, sd, prior }) => {
    const logarithmic = free.find((p) => p.id === id)?.scale === "log";
    if (!prior) return [];
    return [logarithmic ? (Math.log(value / truth[id]) * value) / sd : (value - truth[id]) / sd];
  });
}

test("true parameters lie about the fitted ones as the spreads say", () => {
  const all = Array.from({ length: PATIENTS }, (_, k) => distances(k)).flat();
  expect(all.length).toBeGreaterThan(0.8 * PATIENTS * free.length);
  const rms = Math.sqrt(all.reduce((sum, z) => sum + z * z, 0) / all.length);
  const within = (limit: number): number => all.filter((z) => Math.abs(z) < limit).length / all.length;
  // Drawn patients are cut at two standard deviations, and neighbours in a patient hang together.
  expect(rms).toBeGreaterThan(0.8);
  expect(rms).toBeLessThan(1.25);
  expect(within(1)).toBeGreaterThan(0.58);
  expect(within(1)).toBeLessThan(0.78);
  expect(within(2)).toBeGreaterThan(0.9);
}, 300_000);
