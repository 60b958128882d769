/** Operating characteristics as a person reads them. */
import type { ScenarioResult } from "@counterpulse/lab";
import type { TrialDocument } from "../commands/trial/simulate.ts";
import type { Colours } from "./colour.ts";
import { points, share } from "./design.ts";
import { fixed, MISSING, signed } from "./number.ts";
import { type Column, paragraph, type Row, table } from "./table.ts";

const right = (header: string): Column => ({ align: "right", header });
const left = (header: string): Column => ({ align: "left", header });

const EVENTS = {
  death: "death",
  "death-or-crossover": "death, or crossing over of a control",
  weaning: "weaning from support",
};

/** A difference in points, a hazard ratio as it is. */
const effectSize = (d: TrialDocument, value: number | null): string => {
  if (value === null || !Number.isFinite(value)) return MISSING;
  return d.scale === "risk difference" ? points(value) : fixed(Math.exp(value), 3);
};

export function trialLines(d: TrialDocument, width: number, paint: Colours): string[] {
  const { protocol } = d;
  const looks = d.looks.patients.length;
  return [
    paint.bold(`${d.trial.title} (${d.trial.id})`),
    ...paragraph(
      `${protocol.arms.experimental} against ${protocol.arms.control}: ${d.trial.n} patients, ${EVENTS[protocol.endpoint.event]} by day ${protocol.endpoint.day}, ${looks} ${looks === 1 ? "look" : "looks"}, ${testText(d)}.`,
      width,
    ),
    ...prognosisLines(d, width),
    ...(protocol.effect.kind === "link" ? linkLines(d, width, paint) : []),
    "",
    ...scenarioTable(d, paint),
    "",
    ...stopTable(d, paint),
    ...(d.sizes.length > 0 ? ["", ...sizeTable(d, paint)] : []),
    ...(d.subgroups.length > 0 ? ["", ...subgroupTable(d, d.scenarios[0], width, paint)] : []),
    ...(d.drivers.length > 0 ? ["", ...driverTable(d, paint)] : []),
    ...(d.safety.length > 0 ? ["", ...safetyTable(d, width, paint)] : []),
    "",
    ...assumptionLines(d, width, paint),
    "",
    ...closing(d, width),
  ];
}

function prognosisLines({ prognosis: { risk, c_statistic }, protocol }: TrialDocument, width: number): string[] {
  if (risk.p10 === risk.p90 || protocol.endpoint.event === "weaning") return [];
  return paragraph(
    `Risk of death by then without the treatment, and without crossing over: median ${share(risk.median)}, 10th to 90th percentile ${share(risk.p10)} to ${share(risk.p90)}, c-statistic ${fixed(c_statistic, 2)}.`,
    width,
  );
}

function testText({ protocol: { analysis } }: TrialDocument): string {
  const names = {
    proportions: "two proportions",
    "log-rank": "log-rank test",
    cox: "Cox's model",
    gray: "Gray's test",
    "cause-specific": "cause-specific Cox model",
    bayes: "posterior probability",
  };
  const level =
    analysis.test === "bayes" ? "" : `, ${analysis.sided === 2 ? "two" : "one"}-sided ${share(analysis.alpha)}`;
  return `${names[analysis.test]}${analysis.stratified ? ", stratified" : ""}${level}`;
}

function linkLines(d: TrialDocument, width: number, paint: Colours): string[] {
  const { effect } = d.protocol;
  if (effect.kind !== "link") return [];
  const terms = effect.terms
    .map((t) => `hazard ratio ${t.hazard_ratio} for a change of ${t.index} by ${t.per}`)
    .join("; ");
  return paragraph(
    `The effect comes through the circulation: ${terms}. That such changes bring survival is not known, and their strength is set by hand. ${d.circulation?.n} virtual patients (${d.circulation?.population}), ${d.circulation?.unsettled} of them not settled under a support.`,
    width,
    `${paint.bold("ASSUMPTION")} `,
  );
}

/** As many words as tell one scenario from another. */
const nameOf = (s: ScenarioResult): string => (s.enrolled === null ? s.effect : `${s.effect}, ${s.enrolled} only`);

function scenarioTable(d: TrialDocument, paint: Colours): string[] {
  const difference = d.scale === "risk difference";
  const columns = [
    left("effect"),
    right("HR of\ndeath"),
    right("event by then\nas assigned"),
    right(difference ? "points\nto find" : "HR\nto find"),
    right("rejects\nin favour"),
    right("\nagainst"),
    right("\npatients"),
    right("\nmonths"),
    right(difference ? "bias\n(points)" : "bias\n(log)"),
    right("\ncovers"),
  ];
  const rows = d.scenarios.map(
    (s): Row => [
      nameOf(s),
      fixed(s.population.hazard_ratio, 3),
      `${fixed(100 * s.risks[0], 1)}, ${share(s.risks[1])}`,
      effectSize(d, s.estimate.truth),
      paint.bold(`${fixed(100 * s.power, 1)} ± ${fixed(100 * s.mc_error, 1)} %`),
      share(s.harm),
      fixed(s.expected_n, 0),
      fixed(s.duration_months.mean, 1),
      difference ? points(s.bias) : signed(s.bias, 3),
      share(s.coverage),
    ],
  );
  return table(columns, rows, { header: paint.bold });
}

function stopTable(d: TrialDocument, paint: Colours): string[] {
  const columns = [
    left("Stops at look"),
    ...d.stop_by_look.map((l) => right(`${l.look}: ${l.patients}\nefficacy, futility`)),
    right("patients\n5 %, median, 95 %"),
  ];
  const rows = d.scenarios.map(
    (s): Row => [
      nameOf(s),
      ...s.stop_by_look.map((l) => `${share(l.efficacy)}, ${share(l.futility)}`),
      `${s.n.p5}, ${s.n.median}, ${s.n.p95}`,
    ],
  );
  return table(columns, rows, { header: paint.bold });
}

function sizeTable(d: TrialDocument, paint: Colours): string[] {
  const effects = [...new Set(d.sizes.map((s) => s.effect))];
  const ns = [...new Set(d.sizes.map((s) => s.n))];
  const rows = ns.map(
    (n): Row => [
      String(n),
      ...effects.map((effect) => share(d.sizes.find((s) => s.n === n && s.effect === effect)?.power ?? null)),
    ],
  );
  return table([right("Patients"), ...effects.map((effect) => right(`power if\n${effect}`))], rows, {
    header: paint.bold,
  });
}

function subgroupTable(d: TrialDocument, s: ScenarioResult, width: number, paint: Colours): string[] {
  const columns: Column[] = [
    { align: "left", fill: true, header: `Subgroups (${nameOf(s)})` },
    right("share"),
    right("true effect\ninside, outside"),
    right("P<0.05\ninside"),
    right("P<0.05 for\ninteraction"),
  ];
  const rows = s.subgroups.map(
    (g): Row => [
      `${g.label} (${g.id})`,
      share(g.share),
      `${effectSize(d, g.truth)}, ${effectSize(d, g.truth_outside)}`,
      share(g.power),
      share(g.interaction_power),
    ],
  );
  return table(columns, rows, { header: paint.bold, page: width });
}

function driverTable(d: TrialDocument, paint: Colours): string[] {
  const rows = d.drivers.map((one): Row => [one.variable, signed(one.rank_correlation, 2)]);
  const header = "What goes with benefit in these patients\n(ASSUMPTION: the link; negative: high values benefit)";
  return table([left(header), right("rank correlation with\nthe log hazard ratio")], rows, { header: paint.bold });
}

function safetyTable(d: TrialDocument, width: number, paint: Colours): string[] {
  const columns = [
    left(`Safety (${nameOf(d.scenarios[0])})`),
    right("as published\nwith, without"),
    right("in this trial\nwith, without"),
    right("HR of death\nafterwards"),
    right("P<0.05 for\nmore with"),
  ];
  const both = (one: number, other: number): string => `${fixed(100 * one, 1)}, ${share(other)}`;
  const rows = d.safety.map(
    (s): Row => [
      s.label,
      both(s.experimental, s.control),
      both(...s.incidence),
      s.death_hazard_ratio === 1 ? MISSING : fixed(s.death_hazard_ratio, 2),
      share(s.power),
    ],
  );
  const [{ until_day }] = d.safety;
  return [
    ...table(columns, rows, { header: paint.bold }),
    ...paragraph(
      `Share of patients who have it, alive and on support, until day ${until_day} at most. Who lives longer can have it longer.`,
      width,
    ),
  ];
}

function assumptionLines(d: TrialDocument, width: number, paint: Colours): string[] {
  const rows = d.assumptions.map((a): Row => [a.path, a.kind === "recalled" ? `[recalled] ${a.text}` : a.text]);
  return [
    paint.bold("What is assumed or recalled"),
    ...table([{ align: "left" }, { align: "left", fill: true }], rows, { page: width, indent: 2 }),
  ];
}

function closing(d: TrialDocument, width: number): string[] {
  const time = d.scenarios.reduce((sum, s) => sum + s.seconds, 0);
  const error = d.type_1_error;
  return [
    ...(error
      ? paragraph(
          `Type I error ${share(error.value)} (Monte Carlo error ${fixed(100 * error.mc_error, 2)} %)${error.nominal === null ? "" : `, nominal ${share(error.nominal)}`}.`,
          width,
        )
      : []),
    ...paragraph(
      `${d.repeats} trials a scenario, seed ${d.seed}, ${fixed(time, 1)} s. Coverage is that of 95 % intervals not adjusted for the looks. For research and teaching; not a medical device.`,
      width,
    ),
  ];
}

/** Rows for CSV. */
export function trialRows(d: TrialDocument): [string[], (string | number | null)[][]] {
  const header = [
    ...[
      "effect",
      "enrolled",
      "repeats",
      "risk_experimental",
      "risk_control",
      "hazard_ratio",
      "scale",
      "truth",
      "power",
    ],
    ...["mc_error", "harm", "expected_n", "n_p5", "n_median", "n_p95", "screened", "months", "bias", "bias_mc_error"],
    ...["coverage", "coverage_repeated", "seconds"],
    ...d.stop_by_look.flatMap(({ look }) => [`efficacy_${look}`, `futility_${look}`]),
  ];
  const rows = d.scenarios.map((s) => [
    ...[s.effect, s.enrolled, s.repeats, ...s.risks, s.population.hazard_ratio, s.scale, s.estimate.truth],
    ...[s.power, s.mc_error, s.harm, s.expected_n, s.n.p5, s.n.median, s.n.p95, s.screened, s.duration_months.mean],
    ...[s.bias, s.estimate.bias_mc_error, s.coverage, s.estimate.coverage_repeated, s.seconds],
    ...s.stop_by_look.flatMap(({ efficacy, futility }) => [efficacy, futility]),
  ]);
  return [header, rows];
}
