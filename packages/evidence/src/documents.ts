/** Studies as the command prints them: what was printed, and beside it what the counts give. */
import { analyzeTwoByTwo, wilson } from "@counterpulse/statistics";
import type { Arm, Outcome, OutcomeArm, Status, Study } from "./study.ts";

/** A ratio or difference with its interval; null where it does not exist. */
interface Recomputed {
  readonly value: number | null;
  readonly ci: readonly [number | null, number | null];
  readonly method: string;
}

export interface OutcomeDocument {
  readonly outcome: string;
  readonly favourable: boolean;
  readonly arms: readonly (OutcomeArm & {
    readonly pct: number | null;
    readonly pct_ci: readonly [number, number] | null;
  })[];
  readonly measure: string | null;
  /** As printed, differences as fractions. */
  readonly effect: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly p: string | null;
  readonly basis: string | null;
  readonly printed: {
    readonly effect: string | null;
    readonly ci95: readonly [string, string] | null;
    readonly percents: readonly string[] | null;
  };
  /** From the counts of two groups; null where they are not known. */
  readonly recomputed: {
    readonly rr: Recomputed;
    readonly or: Recomputed;
    readonly rd: Recomputed;
    readonly p: { readonly chi2: number | null; readonly fisher: number; readonly mid_p: number };
    readonly nnt: string;
    readonly e_value: { readonly point: number; readonly ci: number | null } | null;
  } | null;
  readonly status: Status;
  readonly note: string | null;
}

export interface StudyDocument {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly design: string;
  readonly population: string;
  readonly arms: readonly Arm[];
  readonly outcomes: readonly OutcomeDocument[];
  readonly source: string;
  readonly address: string | null;
  readonly more: readonly string[];
  readonly status: Status;
  readonly status_note: string | null;
  readonly total_stated: number | null;
  readonly primary_endpoint: string | null;
  readonly recruitment: string | null;
  readonly remark: string | null;
  readonly haemodynamics: Study["haemodynamics"] | null;
  readonly score: Study["score"] | null;
}

export function studyDocument(study: Study): StudyDocument {
  const { id, title, year, design, population, arms, source, address, status } = study;
  return {
    ...{ id, title, year, design, population, arms },
    outcomes: study.outcomes.map(outcomeDocument),
    ...{ source, address, more: study.more ?? [], status },
    status_note: study.statusNote ?? null,
    total_stated: study.totalStated ?? null,
    primary_endpoint: study.primaryEndpoint ?? null,
    recruitment: study.recruitment ?? null,
    remark: study.remark ?? null,
    haemodynamics: study.haemodynamics ?? null,
    score: study.score ?? null,
  };
}

function outcomeDocument(outcome: Outcome): OutcomeDocument {
  const { measure, effect, ci95 } = outcome;
  const scale = measure === "RD" ? 100 : 1;
  return {
    outcome: outcome.outcome,
    favourable: outcome.favourable,
    arms: outcome.arms.map(armDocument),
    measure: measure ?? null,
    effect: effect === undefined ? null : Number(effect) / scale,
    ci95: ci95 ? [Number(ci95[0]) / scale, Number(ci95[1]) / scale] : null,
    p: outcome.p ?? null,
    basis: outcome.basis ?? null,
    printed: { effect: effect ?? null, ci95: ci95 ?? null, percents: outcome.percents ?? null },
    recomputed: recompute(outcome),
    status: outcome.status,
    note: outcome.note ?? null,
  };
}

function armDocument({ arm, events, total }: OutcomeArm): OutcomeDocument["arms"][number] {
  if (events === null || total === null) return { arm, events, total, pct: null, pct_ci: null };
  const [low, high] = wilson(events, total);
  return { arm, events, total, pct: (100 * events) / total, pct_ci: [100 * low, 100 * high] };
}

function recompute({ arms, favourable }: Outcome): OutcomeDocument["recomputed"] {
  const counts = arms.flatMap(({ events, total }) => (events === null || total === null ? [] : [{ events, total }]));
  if (counts.length !== 2) return null;
  const [x, y] = counts;
  const found = analyzeTwoByTwo({ a: x.events, n1: x.total, b: y.events, n2: y.total }, { favourable });
  return {
    rr: { value: found.rr.value, ci: found.rr.ci.katz, method: "Katz" },
    or: { value: found.or.value, ci: found.or.ci.woolf, method: "Woolf" },
    rd: { value: found.rd.value, ci: found.rd.ci.newcombe, method: "Newcombe" },
    p: { chi2: found.tests.chi2.p, fisher: found.tests.fisher.p, mid_p: found.tests.mid_p.p },
    nnt: found.nnt.text,
    e_value: found.e_value,
  };
}
