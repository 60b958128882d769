/** The editorial's question as a person reads it. */
import type { QuestionDocument } from "../commands/design/question.ts";
import type { Colours } from "./colour.ts";
import { points, range, share, simulated } from "./design.ts";
import { fixed, MISSING } from "./number.ts";
import { type Column, paragraph, type Row, table } from "./table.ts";

type Capacity = QuestionDocument["trial"];
const right = (header: string): Column => ({ align: "right", header });
const left = (header: string): Column => ({ align: "left", header });

export function questionLines(d: QuestionDocument, width: number, paint: Colours): string[] {
  const { counts, source, difference } = d.registry.deaths;
  const arm = (events: number, n: number): string => `${events} of ${n} (${share(events / n)})`;
  const said = [
    `${source.study}: ${arm(counts.a, counts.n1)} matched patients with the balloon and ${arm(counts.b, counts.n2)} without died within 28 days,`,
    `a difference of ${points(difference.value)} points (95 % CI ${range(points(difference.ci[0]), points(difference.ci[1]))}).`,
  ];
  return [
    ...paragraph(said.join(" "), width),
    "",
    paint.bold(`A trial of ${d.trial.n} patients (${d.trial.n1} and ${d.trial.n2}), two-sided alpha ${d.alpha}`),
    ...capacityTable(d, paint),
    ...paragraph(detectableText(d.trial), width, "  "),
    ...paragraph(beliefText(d.trial), width, "  "),
    ...paragraph(survivalText(d), width, "  "),
    "",
    paint.bold("Probability of a significant benefit, averaged over what is believed of the effect"),
    ...predictiveTable(d, paint),
    "",
    paint.bold(
      `${d.trial.n} patients at most, ${d.sequential.looks} looks (O'Brien-Fleming-like spending, futility below Z = ${d.sequential.futility_z.join(" and ")})`,
    ),
    ...sequentialTable(d, paint),
    "",
    paint.bold("The registered trials"),
    ...registeredTable(d, paint, width),
    ...notes(d, width),
    ...(d.adaptive ? ["", ...adaptiveLines(d.adaptive, width, paint)] : []),
  ];
}

function capacityTable(d: QuestionDocument, paint: Colours): string[] {
  const rows = d.trial.scenarios.map((s, k): Row => {
    const { p1, p2, difference, n_for_80, n_for_90 } = d.scenarios[k];
    const sizes = n_for_80 === null ? MISSING : `${n_for_80}, ${n_for_90}`;
    return [
      ...[`if ${s.scenario}`, `${share(p1)} v ${share(p2)}`, points(difference), share(s.power.chi2_exact)],
      ...[range(points(s.estimates[0]), points(s.estimates[1])), share(s.excludes_registry)],
      ...[s.exaggeration === null ? MISSING : `${fixed(s.exaggeration, 2)} times`, sizes],
    ];
  });
  const heads = [
    "deaths",
    "points",
    "power,\nexact",
    "95 % of\nestimates",
    "CI without\nregistry's",
    "significant\nones are",
    "n for 80,\n90 % power",
  ];
  return table([left("registry"), ...heads.map(right)], rows, { indent: 2, header: paint.bold });
}

const detectableText = (t: Capacity): string => {
  const found = t.detectable.map((x) => `${points(x.difference)} points with a power of ${share(x.power)}`);
  return `Finds ${found.join(", ")}; the 95 % CI of the difference is ± ${fixed(100 * t.half_width, 1)} points.`;
};

/** In the order of the table above. */
function beliefText({ scenarios }: Capacity): string {
  const each = (f: (s: Capacity["scenarios"][number]) => number): string =>
    scenarios.map((s) => share(f(s))).join(", ");
  return `Power is that of the chi-squared test, over all tables; Fisher's has ${each((s) => s.power.fisher_exact)}. An estimate as expected leaves a sceptic with a probability of benefit of ${each((s) => s.believed.sceptic)}, an enthusiast with ${each((s) => s.believed.enthusiast)}.`;
}

const survivalText = ({ survival: s, registry: { hazard_ratio: hr } }: QuestionDocument): string =>
  `By the log-rank test: about ${fixed(s.events, 0)} deaths find the registry's hazard ratio of ${hr.estimate} with a power of ${share(s.power)}, and ${fixed(s.detectable_hazard_ratio, 2)} with 80 %.`;

function predictiveTable(d: QuestionDocument, paint: Colours): string[] {
  const own = { title: `trial of ${d.trial.n}`, capacity: d.trial };
  const others = d.registered.flatMap(({ title, capacity }) => (capacity ? [{ title, capacity }] : []));
  const rows = [own, ...others].map(
    ({ title, capacity: { n, predictive: p } }): Row => [
      title,
      String(n),
      ...[p.registry, p.registry_tenth, p.enthusiast, p.sceptic].map(share),
    ],
  );
  const heads = ["patients", "registry\nas it is", "registry at\na tenth", "enthusiast", "sceptic"];
  return table([left(""), ...heads.map(right)], rows, { indent: 2, header: paint.bold });
}

function sequentialTable(d: QuestionDocument, paint: Colours): string[] {
  const { scenarios, looks } = d.sequential;
  const rows = scenarios.map(
    (s): Row => [
      `if ${s.scenario}`,
      share(s.power),
      fixed(s.expected_n, 0),
      ...s.stop.slice(0, -1).map((x) => `${share(x.efficacy)}, ${share(x.futility)}`),
    ],
  );
  const stops = Array.from({ length: looks - 1 }, (_, k) => right(`stop at look ${k + 1}\nbenefit, futility`));
  return table([left("registry"), right("power"), right("expected\npatients"), ...stops], rows, {
    indent: 2,
    header: paint.bold,
  });
}

function registeredTable(d: QuestionDocument, paint: Colours, width: number): string[] {
  const rows = d.registered.map(({ title, n, capacity }): Row => {
    if (!capacity) return [title, ...Array<string>(5).fill(MISSING)];
    const power = capacity.scenarios.slice(0, 2).map((s) => share(s.power.chi2_exact));
    const found = capacity.detectable.map((x) => points(x.difference)).join(", ");
    return [title, String(n), ...power, found, `± ${fixed(100 * capacity.half_width, 1)}`];
  });
  const heads = ["n", "power\nif right", "if half\nright", "points found with\n80, 90 % power", "95 % CI\npoints"];
  const columns = [{ ...left("trial"), fill: true }, ...heads.map(right)];
  return table(columns, rows, { indent: 2, header: paint.bold, page: width });
}

function notes(d: QuestionDocument, width: number): string[] {
  const lines = [
    "All of this is for death at 28 days, as in the registry. The trials' own endpoints:",
    ...d.registered.map((t) => {
      const other = t.asks_this_question
        ? ""
        : `; it compares with "${t.arms[1]}", of which the registry tells nothing`;
      const sizes = t.detectable_standardised?.map((x) => `${fixed(x.difference, 2)} SD with ${share(x.power)}`);
      const means =
        sizes && t.asks_this_question && !t.death_is_endpoint ? `; of a mean it finds ${sizes.join(", ")}` : "";
      return `${t.title}: ${t.endpoint ?? "not told"}${other}${means}.`;
    }),
  ];
  return lines.flatMap((line, i) => paragraph(line, width, i === 0 ? "  " : "    "));
}

function adaptiveLines(
  { trial, endpoint, results }: NonNullable<QuestionDocument["adaptive"]>,
  width: number,
  paint: Colours,
): string[] {
  const rows = results.map(
    (r): Row => [
      `if ${r.scenario}`,
      `${share(1 - r.truth.p1)} v ${share(1 - r.truth.p2)}`,
      share(r.truth.better1),
      share(r.fixed_power),
      fixed(r.truth.mean_n, 0),
      share(r.truth.share1),
      share(r.null.type1),
    ],
  );
  const heads = ["weaned", "power", "fixed\ndesign", "mean\npatients", "with\nballoon", "type I\nerror"];
  const [first] = results;
  const about = first
    ? `No number is registered for ${trial} (${endpoint}); here ${first.n} at most, looks every ${first.block}, allocation by the posterior probability, threshold set for a type I error of 5 %. ${first.repeats} simulated trials each, seed ${first.seed}; ${simulated(first.truth)} for power, ${fixed(100 * first.null.mc_error, 2)} % for type I error, which the threshold, itself simulated, widens.`
    : "";
  return [
    paint.bold("Response-adaptive, on weaning from ECMO in the registry"),
    ...table([left("registry"), ...heads.map(right)], rows, { indent: 2, header: paint.bold }),
    ...paragraph(about, width, "  "),
  ];
}
