/**
 * One trial as data sets with the names of CDISC's ADaM: ADSL, a row a patient; ADTTE, a row a patient and time to event;
 * ADAETTE, the same for every safety event. It is one of the trials that `simulate` runs, patient by patient, followed to
 * the end without interim looks.
 */
import { Drawer, END } from "./draw.ts";
import type { Scenario } from "./effect.ts";
import type { TrialPlan } from "./plan.ts";
import { safetyTimes } from "./safety-dataset.ts";

export type Cell = string | number | null;

export interface DataSet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly type: "text" | "integer" | "float";
  readonly unit?: string;
  readonly codes?: string;
}

export const round = (x: number, digits = 6): number => Number(x.toFixed(digits));

export function trialData(plan: TrialPlan, scenario: Scenario, trial: number, seed: number): DataSet[] {
  const { protocol } = plan;
  const { n } = protocol;
  const drawer = new Drawer(plan, scenario, seed, null);
  const [a, b] = protocol.allocation;
  drawer.begin(trial);
  drawer.draw(trial, 0, n, a / (a + b));
  const sets = [subjects(plan, drawer), times(plan, drawer)];
  if (plan.outcome.safety.length > 0) sets.push(safetyTimes(plan, drawer, trial, seed));
  return [...sets.map(({ data }) => data), dictionary(sets)];
}

export interface Described {
  readonly data: DataSet;
  readonly variables: readonly Variable[];
}

export const idOf = (i: number, centre: number): string =>
  `${String(centre + 1).padStart(3, "0")}-${String(i + 1).padStart(5, "0")}`;

function subjects(plan: TrialPlan, { drawn }: Drawer): Described {
  const { protocol, profiles, strata } = plan;
  const markers = Object.entries(protocol.outcome.markers);
  const variables: Variable[] = [
    { name: "STUDYID", label: "Study identifier", type: "text" },
    { name: "USUBJID", label: "Unique subject identifier", type: "text" },
    { name: "SITEID", label: "Study site", type: "integer" },
    { name: "ARM", label: "Planned arm", type: "text" },
    { name: "TRT01P", label: "Planned treatment", type: "text" },
    { name: "TRT01PN", label: "Planned treatment (N)", type: "integer", codes: "1 experimental, 0 control" },
    { name: "ITTFL", label: "Intention-to-treat population flag", type: "text", codes: "Y" },
    { name: "RANDDY", label: "Day of randomisation since the trial opened", type: "float", unit: "days" },
    { name: "STRATUM", label: "Stratum of the randomisation", type: "integer", codes: strataText(plan) },
    { name: "DTHFL", label: "Death during follow-up known", type: "text", codes: "Y, or empty" },
    { name: "CROSSFL", label: "Crossed over to the other arm's treatment", type: "text", codes: "Y, or empty" },
    { name: "CROSSDY", label: "Day of crossing over since randomisation", type: "float", unit: "days" },
    { name: "LOSTFL", label: "Lost to follow-up", type: "text", codes: "Y, or empty" },
    ...markers.map(([id, { label }]): Variable => ({ name: id.toUpperCase(), label: label ?? id, type: "float" })),
  ];
  const weaning = protocol.endpoint.event === "weaning";
  const composite = protocol.endpoint.event === "death-or-crossover";
  const rows = Array.from(drawn.arm, (arm, i): Cell[] => {
    const j = drawn.profile[i];
    const name = arm === 1 ? protocol.arms.experimental : protocol.arms.control;
    const crossed = Number.isFinite(drawn.crossed[i]);
    const event = drawn.end[i] === END.event;
    const died = weaning ? drawn.end[i] === END.competing : event && !(composite && arm === 0 && crossed);
    return [
      ...[protocol.id, idOf(i, drawn.centre[i]), drawn.centre[i] + 1, name, name, arm, "Y", round(drawn.entry[i])],
      ...[strata.code[j] + 1, died ? "Y" : "", crossed ? "Y" : "", crossed ? round(drawn.crossed[i]) : null],
      drawn.end[i] === END.lost ? "Y" : "",
      ...markers.map(([id]) => round(profiles.variables.get(id)![j], 4)),
    ];
  });
  return { data: { name: "ADSL", header: variables.map((v) => v.name), rows }, variables };
}

function strataText({ protocol }: TrialPlan): string {
  const strata = protocol.randomisation?.strata ?? [];
  if (strata.length === 0) return "1";
  return `1 plus the sum of ${strata.map((c, i) => `${2 ** i} if ${criterionText(c)}`).join(", ")}`;
}

function criterionText({
  variable,
  above,
  below,
  top,
  bottom,
}: {
  variable: string;
  above?: number;
  below?: number;
  top?: number;
  bottom?: number;
}): string {
  const parts = [
    above === undefined ? "" : `at least ${above}`,
    below === undefined ? "" : `below ${below}`,
    top === undefined ? "" : `in the top ${top}`,
    bottom === undefined ? "" : `in the bottom ${bottom}`,
  ];
  return `${variable} ${parts.filter(Boolean).join(" and ")}`;
}

const PARAMETERS = {
  death: ["DEATH", "Time to death", "Death"],
  "death-or-crossover": ["FAILURE", "Time to treatment failure", "Death or crossing over of a control"],
  weaning: ["WEAN", "Time to weaning from support", "Weaned"],
} as const;

/** Of a data set with a row a patient and time to event. */
export const timeVariables = (codes: string, censor: string): Variable[] => [
  { name: "STUDYID", label: "Study identifier", type: "text" },
  { name: "USUBJID", label: "Unique subject identifier", type: "text" },
  { name: "TRT01PN", label: "Planned treatment (N)", type: "integer", codes: "1 experimental, 0 control" },
  { name: "PARAMCD", label: "Parameter code", type: "text", codes },
  { name: "PARAM", label: "Parameter", type: "text" },
  { name: "AVAL", label: "Time from randomisation to event or censoring", type: "float", unit: "days" },
  { name: "CNSR", label: "Censor", type: "integer", codes: censor },
  { name: "EVNTDESC", label: "Event or censoring description", type: "text" },
];

function times(plan: TrialPlan, { drawn }: Drawer): Described {
  const { protocol } = plan;
  const [code, text, event] = PARAMETERS[protocol.endpoint.event];
  const weaning = protocol.endpoint.event === "weaning";
  const variables = timeVariables(code, `0 event, 1 censored${weaning ? ", 2 competing event" : ""}`);
  const ends = {
    [END.free]: [1, `Free of the event on day ${protocol.endpoint.day}`],
    [END.event]: [0, event],
    [END.competing]: [2, "Death on support"],
    [END.lost]: [1, "Lost to follow-up"],
  } as const;
  const rows = Array.from(drawn.arm, (arm, i): Cell[] => {
    const [censor, what] = ends[drawn.end[i] as 0 | 1 | 2 | 3];
    return [protocol.id, idOf(i, drawn.centre[i]), arm, code, text, round(drawn.time[i]), censor, what];
  });
  return { data: { name: "ADTTE", header: variables.map((v) => v.name), rows }, variables };
}

function dictionary(sets: readonly Described[]): DataSet {
  return {
    name: "data-dictionary",
    header: ["dataset", "variable", "label", "type", "unit", "codes"],
    rows: sets.flatMap(({ data, variables }) =>
      variables.map(({ name, label, type, unit, codes }) => [data.name, name, label, type, unit ?? "", codes ?? ""]),
    ),
  };
}
