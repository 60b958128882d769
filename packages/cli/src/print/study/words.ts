/** Words and numbers of studies, for tables and reports alike. */
import type { Protocol, StudyRun } from "@counterpulse/lab";
import { decimalsOf, unitText } from "../index-groups.ts";
import { indexName } from "../index-name.ts";
import { fixed, MISSING, signed } from "../number.ts";

// Loaded with this file, which only a command that runs loads.
const { INDICES } = await import("@counterpulse/engine");
const units = new Map(INDICES.map(({ id, unit }) => [id, unitText(unit)]));

export const unitOf = (index: string): string => units.get(index) ?? "";
/** Names that stand alone, where those of the tables of indices lean on their headings. */
const ALONE: Readonly<Record<string, string>> = {
  co_native_L_min: "native cardiac output",
  svo2_pct: "mixed venous saturation",
  cerebral_tissue_o2_pct: "brain tissue saturation",
  microvascular_flow_index: "microvascular flow index (hypothesis)",
  lvot_vti_cm: "outflow velocity-time integral",
};
export const nameOf = (index: string): string => ALONE[index] ?? indexName(index);
export const nameWithUnit = (index: string): string => {
  const unit = unitOf(index);
  return unit === "" ? nameOf(index) : `${nameOf(index)}, ${unit}`;
};

/** Differences are told one digit finer than values. */
export const decimals = (index: string): number => Math.min(decimalsOf(index) + 1, 3);
export const valueText = (index: string, value: number | null): string => fixed(value, decimals(index));
export const changeText = (index: string, value: number | null): string => signed(value, decimals(index));

export function rangeText(index: string, ci: readonly [number, number] | null, change: boolean): string {
  if (!ci) return MISSING;
  const text = change ? changeText : valueText;
  return `${text(index, ci[0])} to ${text(index, ci[1])}`;
}

export function pText(p: number | null): string {
  if (p === null) return MISSING;
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

export const percent = (share: number | null, digits = 0): string =>
  share === null ? MISSING : (100 * share).toFixed(digits);

const ANALYSES: Readonly<Record<string, string>> = {
  "paired-t": "paired t test",
  "hills-armitage": "crossover of two periods (Hills and Armitage)",
  mixed: "mixed model with a random intercept, REML",
  welch: "Welch's t test",
  t: "Student's t test",
  change: "Welch's t test of the change from the first period",
  slope: "slope over the flow by least squares",
  criterion: "limit, with the instrument's error",
  "all criteria": "all criteria",
};
export const analysisText = (analysis: string): string => ANALYSES[analysis] ?? analysis;

export const armLabel = (protocol: Protocol, arm: string): string => protocol.arms.get(arm)?.label ?? arm;

export function contrastText(protocol: Protocol, contrast: readonly [string, string] | null): string {
  return contrast ? `${armLabel(protocol, contrast[0])} less ${armLabel(protocol, contrast[1])}` : "";
}

/** What all endpoints contrast, where it is one and the same; else null, and each row says its own. */
export function oneContrast(
  protocol: Protocol,
  endpoints: readonly { readonly contrast: readonly [string, string] | null }[],
): string | null {
  const all = new Set(endpoints.map((e) => contrastText(protocol, e.contrast)));
  return all.size === 1 ? [...all][0] : null;
}

const DESIGNS: Readonly<Record<string, string>> = {
  sequential: "every patient has the arms in one order",
  crossover: "every patient has all arms, in an order by randomisation",
  parallel: "groups by randomisation",
  ladder: "steps in one patient",
};
export const designText = (design: string): string => DESIGNS[design];

export function flowText({ protocol, accepted, unsettled, failed }: StudyRun): string[] {
  const { design, n } = protocol.document;
  const rest =
    unsettled > 0
      ? [
          `${unsettled} come to no steady state in some arm and were run through time instead, half an hour an arm at the most.`,
        ]
      : [];
  const broken = failed > 0 ? [`${failed} patients and arms could not be computed; their values do not exist.`] : [];
  if (design === "ladder") return [...rest, ...broken];
  const drawn = accepted ? ` of ${accepted.of} drawn who met the criteria` : "";
  return [`${n} patients${drawn}.`, ...rest, ...broken];
}

/** What a reader of a sequential study must be told. */
export const CONFOUNDED =
  "Everybody has the arms in the same order: whatever changes with time is part of each estimate and cannot be told from the treatment.";
export const TIME_BESIDE = "What the protocol assumes of time stands beside it.";
export const SIMULATED = "Simulated patients; nobody was treated. For research and teaching; not a medical device.";
export const SLOW =
  "takes hours to come to rest; its true values are those at rest, so that a period of the protocol shows less of the change";

export function slowOnes(protocol: Protocol): string[] {
  if (protocol.document.schedule.values !== "steady") return [];
  return protocol.measures.filter(({ slow }) => slow).map(({ index }) => index);
}
