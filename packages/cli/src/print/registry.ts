/** The synthetic registry as a person reads it. */
import type { RegistryStudy } from "@counterpulse/evidence";
import { confoundingText, estimatesOf } from "../figure/registry-figure.ts";
import type { Colours } from "./colour.ts";
import { fixed, MISSING, signed } from "./number.ts";
import { estimateText, rangeText } from "./statistics.ts";
import { paragraph, table } from "./table.ts";

export function registryLines(result: RegistryStudy, width: number, paint: Colours): string[] {
  const parts = [
    headLines(result, width),
    marginLines(result, paint),
    estimateLines(result, width, paint),
    repeatLines(result, paint),
    hiddenLines(result, width, paint),
    ["Synthetic patients; for research and teaching, not a medical device."],
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

function headLines(result: RegistryStudy, width: number): string[] {
  const { n, treated, pairs, seed, omitted, truth } = result;
  const without = omitted.length > 0 ? ` The analyst lacks ${omitted.join(", ")}.` : "";
  const chosen = truth.chosen ? "chosen" : "as the printed deaths imply";
  return paragraph(
    `${n.toLocaleString("en-US")} synthetic patients (seed ${seed}), ${treated} with the balloon, ${pairs} matched pairs; ${confoundingText(result)}. True hazard ratio of a patient: ${fixed(truth.conditional_hr, 3)}, ${chosen}.${without}`,
    width,
  );
}

function marginLines({ margins }: RegistryStudy, paint: Colours): string[] {
  const text = (value: number | null, ratio: boolean): string =>
    value === null ? MISSING : ratio ? fixed(value, 2) : `${fixed(100 * value, 1)} %`;
  return table(
    [
      { align: "left", header: "matched, unless said" },
      { align: "right", header: "printed" },
      { align: "right", header: "model" },
      { align: "right", header: "this registry" },
      { align: "left" },
    ],
    margins.map(({ text: name, published, expected, achieved, calibrated }) => {
      const ratio = name.startsWith("hazard ratio");
      return [
        name,
        text(published, ratio),
        text(expected, ratio),
        text(achieved, ratio),
        calibrated ? "calibrated" : "predicted",
      ];
    }),
    { header: paint.bold },
  );
}

function estimateLines(result: RegistryStudy, width: number, paint: Colours): string[] {
  const rows = estimatesOf(result).map(({ name, estimate: { rd, rr, hr }, truth }) => [
    name,
    rd === null ? MISSING : estimateText(100 * rd.estimate, [100 * rd.ci[0], 100 * rd.ci[1]], 1),
    truth.rd === null ? MISSING : fixed(100 * truth.rd, 1),
    fixed(rr, 2),
    fixed(truth.rr, 2),
    hr === null ? MISSING : estimateText(hr.estimate, hr.ci, 2),
    fixed(truth.hr, 2),
  ]);
  return [
    ...table(
      [
        { align: "left", header: "deaths by day 28" },
        { align: "right", header: "difference, % (95 % CI)" },
        { align: "right", header: "truth" },
        { align: "right", header: "RR" },
        { align: "right", header: "truth" },
        { align: "right", header: "HR (95 % CI)" },
        { align: "right", header: "truth" },
      ],
      rows,
      { header: paint.bold },
    ),
    ...paragraph(
      "The truth is that of the patients for whom a method speaks: the treated, the matched treated, all, the overlap. A group's hazard ratio is nearer to 1 than a patient's (last line), since the frail die first.",
      width,
    ).map(paint.dim),
  ];
}

function repeatLines(result: RegistryStudy, paint: Colours): string[] {
  const { repeats } = result;
  if (repeats === null) return [];
  const rows = estimatesOf(result).map(({ method, name }) => {
    const { rd, hr } = repeats.performance[method];
    return [
      name,
      rd === null ? MISSING : `${signed(100 * rd.bias, 1)} (${fixed(100 * rd.mc_error, 1)})`,
      rd === null ? MISSING : `${fixed(100 * rd.coverage, 0)} %`,
      hr === null ? MISSING : `${fixed(Math.exp(hr.bias), 2)} (${fixed(Math.exp(hr.bias) * hr.mc_error, 2)})`,
      hr === null ? MISSING : `${fixed(100 * hr.coverage, 0)} %`,
    ];
  });
  return table(
    [
      { align: "left", header: `over ${repeats.n} registries` },
      { align: "right", header: "bias of difference, %" },
      { align: "right", header: "coverage" },
      { align: "right", header: "HR by true HR" },
      { align: "right", header: "coverage" },
    ],
    rows,
    { header: paint.bold },
  );
}

function hiddenLines({ hidden, published }: RegistryStudy, width: number, paint: Colours): string[] {
  if (hidden === null) return [];
  const { points, explains_estimate, explains_interval, e_value } = hidden;
  const { value, ci } = published.hazardRatio;
  const last = points[points.length - 1].strength;
  const told = (strength: number | null): string => (strength === null ? `above ${last}` : fixed(strength, 1));
  return [
    ...table(
      [
        { align: "right", header: "hidden confounder" },
        { align: "right", header: "as risk ratios: balloon, death" },
        { align: "right", header: "true HR, matched treated" },
        { align: "right", header: "of a patient" },
      ],
      points.map(({ strength, risk_ratios, marginal_hr, conditional_hr }) => [
        fixed(strength, 2),
        `${fixed(risk_ratios.treatment, 2)}, ${fixed(risk_ratios.death, 2)}`,
        fixed(marginal_hr, 2),
        fixed(conditional_hr, 2),
      ]),
      { header: paint.bold },
    ),
    ...paragraph(
      `Of the printed hazard ratio ${value} (${rangeText(ci, 2)}) nothing is left at strength ${told(explains_estimate)}; its interval reaches 1 at ${told(explains_interval)}. E-value: ${fixed(e_value.point, 2)}, of the interval ${fixed(e_value.ci, 2)}: risk ratios below which no confounder whatever could do it.`,
      width,
    ),
  ];
}
