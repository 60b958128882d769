/** Report of a study's power. */
import type { PowerCurve, PowerPanel } from "@counterpulse/figures";
import type { StudyPower } from "@counterpulse/lab";
import type { Hashes } from "./documents.ts";
import { methodsBlocks, provenance } from "./methods.ts";
import { errorText, mainSize, neededText, rowsOf, SETTLED, settled, sizesOf } from "./power.ts";
import { type Block, type ReportFigure, renderReport } from "./report.ts";
import {
  analysisText,
  CONFOUNDED,
  changeText,
  contrastText,
  nameOf,
  nameWithUnit,
  oneContrast,
  percent,
  SIMULATED,
  SLOW,
  slowOnes,
  valueText,
} from "./words.ts";

export async function powerReport(result: StudyPower, hashes: Hashes, format: string): Promise<string> {
  const figures = await import("@counterpulse/figures");
  const { protocol, seed, model, repeats, pool, unsettled } = result;
  const { title, description, source, design } = protocol.document;
  const ladder = design === "ladder";
  const curves = powerFigure(result, figures);
  return renderReport(
    {
      title: `${title}: ${ladder ? "how many readings it needs" : "what so many patients can show"}`,
      lead: [...(description ? [description] : []), `Source: ${source}.`, SIMULATED],
      sections: [
        {
          heading: "Results",
          blocks: [
            ladder
              ? `One patient; each number of readings repeated ${repeats} times.`
              : `${repeats} studies of each size, their patients drawn with replacement from ${pool} that were solved${unsettled > 0 ? ` (${unsettled} without a steady state in some arm)` : ""}; two-sided level ${protocol.alpha}, each endpoint alone.`,
            ...(ladder ? [ladderBlock(result)] : [...settledBlocks(result), powerBlock(result), detailBlock(result)]),
            errorText(result),
            ...(design === "sequential" ? [CONFOUNDED] : []),
            ...slowOnes(protocol).map((index) => `${nameWithUnit(index)}: ${SLOW}.`),
            ...(curves ? [{ figure: curves }] : []),
          ],
        },
        { heading: "Methods", blocks: methodsBlocks(protocol) },
        {
          heading: "To repeat it",
          blocks: [`${repeats} repeats, ${pool} patients solved.`, provenance(seed, model, hashes)],
        },
      ],
    },
    format,
  );
}

function settledBlocks(result: StudyPower): Block[] {
  const { n, yes, no } = settled(result);
  const level = `power of ${100 * SETTLED} % or more`;
  return [
    `${n} patients settle (${level}): ${yes.length > 0 ? yes.join("; ") : "none of the endpoints"}.`,
    `They cannot settle: ${no.length > 0 ? no.join("; ") : "none; all are settled"}.`,
  ];
}

function powerBlock(result: StudyPower): Block {
  const sizes = sizesOf(result);
  const one = oneContrast(result.protocol, result.endpoints);
  const rows = result.endpoints.map((e) => [
    `${nameWithUnit(e.endpoint)}${e.role === "primary" ? " (primary)" : ""}`,
    ...(one === null ? [contrastText(result.protocol, e.contrast)] : []),
    ...rowsOf(result, e).map(({ power, mc_error }) => `${percent(power)} ± ${percent(mc_error, 1)}`),
    neededText(e.n_80),
    neededText(e.n_90),
  ]);
  const header = [
    ...(one === null ? ["power in % ± Monte Carlo error", "contrast"] : [`${one}: power in % ± Monte Carlo error`]),
    ...sizes.map((n) => `n = ${n}`),
    ...["n for 80 %", "90 %"],
  ];
  return { table: { header, rows, numbers: header.map((_, i) => i).slice(one === null ? 2 : 1) } };
}

/** At the protocol's size: what is true, what the study finds on average, how precisely. */
function detailBlock(result: StudyPower): Block {
  const n = mainSize(result);
  const rows = result.endpoints.map((e) => {
    const row = rowsOf(result, e).find((one) => one.n === n)!;
    return [
      nameWithUnit(e.endpoint),
      changeText(e.endpoint, e.truth.mean),
      valueText(e.endpoint, e.truth.sd),
      percent(e.truth.share_up),
      changeText(e.endpoint, row.mean_estimate),
      valueText(e.endpoint, row.ci_halfwidth),
      percent(row.coverage, 1),
      percent(row.wrong_sign, 1),
      row.analysed === null ? "" : row.analysed.toFixed(1),
    ];
  });
  const header = [
    ...[`n = ${n}`, "true effect", "SD between patients", "higher in, %", "mean estimate", "95 % CI ±"],
    ...["intervals with the truth, %", "wrong sign if P is small, %", "analysed"],
  ];
  return { table: { header, rows, numbers: header.map((_, i) => i).slice(1) } };
}

function ladderBlock(result: StudyPower): Block {
  const sizes = sizesOf(result);
  const keys = result.rows.filter(({ n }) => n === sizes[0]);
  const rows = keys.map((key) => [
    key.endpoint === "decision" ? "decision to wean" : nameWithUnit(key.endpoint),
    analysisText(key.analysis),
    key.endpoint === "decision" ? "" : valueText(key.endpoint, key.true_effect),
    ...result.rows
      .filter((r) => r.endpoint === key.endpoint && r.analysis === key.analysis)
      .map(({ power, mc_error }) => `${percent(power, 1)} ± ${percent(mc_error, 1)}`),
  ]);
  const header = [
    ...["share of repeats in %: met, or found", "by", "true value or slope"],
    ...sizes.map((n) => `${n} ${n === 1 ? "reading" : "readings"}`),
  ];
  return { table: { header, rows, numbers: header.map((_, i) => i).slice(2) } };
}

/** So many curves a panel can be told apart. */
const MOST_CURVES = 5;

function powerFigure(result: StudyPower, { powerCurves }: typeof import("@counterpulse/figures")): ReportFigure | null {
  const sizes = sizesOf(result);
  if (sizes.length < 2 || result.protocol.document.design === "ladder") return null;
  const curves = result.endpoints
    .map((e): PowerCurve => {
      const rows = rowsOf(result, e);
      return { label: nameOf(e.endpoint), x: rows.map(({ n }) => n), y: rows.map(({ power }) => 100 * power) };
    })
    // Those that are settled with the fewest patients stand first.
    .sort((a, b) => sum(b.y) - sum(a.y));
  const count = Math.ceil(curves.length / MOST_CURVES);
  const size = Math.ceil(curves.length / count);
  const { n } = result.protocol.document;
  const within = n >= sizes[0] && n <= sizes[sizes.length - 1];
  const panels = Array.from({ length: count }, (_, k): PowerPanel => {
    const own = curves.slice(k * size, (k + 1) * size);
    const names = ["Settled first", "In between", "Settled last"];
    return {
      label: count === 1 ? "Power" : count === 3 ? names[k] : `Endpoints, ${k + 1}`,
      xLabel: "Patients",
      yLabel: `% of studies with P < ${result.protocol.alpha}`,
      curves: own,
      levels: [100 * SETTLED],
      ...(within ? { sizes: [{ at: n, label: String(n) }] } : {}),
      range: [0, 100],
    };
  });
  return {
    caption: `Power over the number of patients; dotted: ${100 * SETTLED} %; upright: the protocol's number.`,
    draw: (width, theme) => powerCurves({ title: "Power", panels, width, theme }),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
