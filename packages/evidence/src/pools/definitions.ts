/** The pools that the project's question needs, each with what was published on it. */
import type { Measure } from "../study.ts";

export interface PoolMember {
  readonly study: string;
  /** As the study names it. */
  readonly outcome: string;
}

export interface Published {
  readonly study: string;
  readonly outcome: string;
  /** How the publication pooled, where we can do the same with the studies here; and which of them it had. */
  readonly repeat?: {
    readonly method: "IV" | "MH";
    readonly model: "common" | "random";
    readonly tau2?: "DL";
    readonly members: readonly string[];
    readonly measure: "RR" | "OR" | "RD";
  };
  readonly note?: string;
}

export interface PoolDefinition {
  readonly id: string;
  readonly title: string;
  /** What is counted. */
  readonly event: string;
  readonly groups: readonly [experimental: string, control: string];
  readonly favours: readonly [left: string, right: string];
  readonly measure: Exclude<Measure, "HR">;
  readonly members: readonly PoolMember[];
  readonly published: readonly Published[];
  /** What pooling does not mend. */
  readonly cautions: readonly string[];
}

const death30 = (study: string): PoolMember => ({ study, outcome: "death 30 d" });

const COHORTS =
  "Cohorts: who got the device was chosen by clinicians. Pooling makes the interval narrower and leaves confounding by indication where it was.";

export const POOLS: readonly PoolDefinition[] = [
  {
    id: "pvad-iabp",
    title: "Percutaneous assist device v IABP in cardiogenic shock",
    event: "death at 30 days",
    groups: ["assist device", "IABP"],
    favours: ["fewer die with the device", "fewer die with IABP"],
    measure: "RR",
    members: [death30("thiele-2005"), death30("burkhoff-2006"), death30("isar-shock-2008"), death30("impress-2017")],
    published: [
      {
        study: "cheng-2009",
        outcome: "death 30 d",
        repeat: {
          method: "IV",
          model: "random",
          tau2: "DL",
          measure: "RR",
          members: ["thiele-2005", "burkhoff-2006", "isar-shock-2008"],
        },
        note: "The publication had the first three trials.",
      },
    ],
    cautions: ["148 patients in all: too few to tell a benefit, or a harm, of a third from none."],
  },
  {
    id: "iabp-none",
    title: "IABP v none in infarct shock",
    event: "death at 30 days or in hospital",
    groups: ["IABP", "none"],
    favours: ["fewer die with IABP", "fewer die without"],
    measure: "RR",
    members: [
      death30("iabp-shock-ii"),
      { study: "iabp-shock-2010", outcome: "death in hospital" },
      death30("tactics-2005"),
    ],
    published: [
      { study: "iabp-shock-ii", outcome: "death 30 d", note: "One trial; no pool." },
      {
        study: "cochrane-iabp-2015",
        outcome: "death 30 d",
        note: "Seven trials, individual patients where available; a hazard ratio, not to be repeated from counts.",
      },
    ],
    cautions: [
      "Only IABP-SHOCK II was read; the counts of the two smaller trials are recalled (--include-recalled adds them).",
    ],
  },
  {
    id: "ecls-infarct-shock",
    title: "ECLS v control in infarct shock, randomised",
    event: "death at 30 days",
    groups: ["ECLS", "control"],
    favours: ["fewer die with ECLS", "fewer die without"],
    measure: "RR",
    members: [death30("ecls-shock"), death30("ecmo-cs"), death30("euro-shock"), death30("ecls-shock-i")],
    published: [
      {
        study: "four-trials-2024",
        outcome: "death 30 d",
        repeat: {
          method: "IV",
          model: "random",
          tau2: "DL",
          measure: "RR",
          members: ["ecls-shock", "ecmo-cs", "euro-shock", "ecls-shock-i"],
        },
        note: "The publication had all four; the counts of ECLS-SHOCK I are recalled.",
      },
      {
        study: "zeymer-2023",
        outcome: "death 30 d",
        note: "Individual patients with an infarct only (567); not to be repeated from counts.",
      },
    ],
    cautions: [
      "ECMO-CS also took patients without an infarct, and 39 % of its controls crossed over.",
      "In EURO SHOCK one of 17 patients was not counted (43.8 % needs 16).",
    ],
  },
  {
    id: "ecls-arrest",
    title: "ECLS v conventional resuscitation in refractory arrest, randomised",
    event: "survival, or survival with a good neurological outcome",
    groups: ["ECLS", "conventional"],
    favours: ["more survive without", "more survive with ECLS"],
    measure: "RR",
    members: [
      { study: "arrest-2020", outcome: "survival to discharge" },
      { study: "prague-ohca", outcome: "CPC 1-2 at 180 d" },
      { study: "inception-2023", outcome: "CPC 1-2 at 30 d" },
    ],
    published: [],
    cautions: [
      "Endpoints differ (survival to discharge; good outcome at 30 and at 180 days), and two trials were stopped early.",
    ],
  },
  {
    id: "ecls-arrest-cohorts",
    title: "ECLS v conventional resuscitation in arrest, cohorts of the editorial's meta-analysis",
    event: "survival at 30 to 180 days, or a good neurological outcome",
    groups: ["ECLS", "conventional"],
    favours: ["more survive without", "more survive with ECLS"],
    measure: "RD",
    members: [
      { study: "chen-2008", outcome: "survival 30 d" },
      { study: "shin-2011", outcome: "survival 180 d, matched" },
      { study: "save-j-2014", outcome: "favourable neurology 1 mo" },
    ],
    published: [
      {
        study: "ouweneel-2016",
        outcome: "30-d survival, cardiac arrest",
        note: "Eight or nine cohorts; the counts of the others are not in any page that was read, so the pool cannot be repeated.",
      },
    ],
    cautions: [COHORTS, "Two or three of nine cohorts, their endpoints at different times."],
  },
  {
    id: "balloon-on-ecmo",
    title: "VA-ECMO with v without IABP in cardiogenic shock, cohorts",
    event: "death in hospital or at 14 days",
    groups: ["VA-ECMO + IABP", "VA-ECMO"],
    favours: ["fewer die with IABP", "fewer die without"],
    measure: "RR",
    members: [
      { study: "aso-2016", outcome: "death in hospital (matched)" },
      { study: "lin-2016", outcome: "death 14 d" },
    ],
    published: [
      { study: "vallabhajosyula-2018", outcome: "short-term death", note: "22 studies." },
      { study: "li-2019", outcome: "death in hospital", note: "29 studies." },
      { study: "wang-2019", outcome: "death", note: "12 studies." },
      { study: "wang-2024", outcome: "death in hospital", note: "42 studies." },
    ],
    cautions: [
      COHORTS,
      "Only two cohorts give their counts in what was read; the reviews give theirs as figures. One is matched, the other is not; they count deaths at different times.",
    ],
  },
];

export const findPool = (id: string): PoolDefinition | undefined => POOLS.find((pool) => pool.id === id);
