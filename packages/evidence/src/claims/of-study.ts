/** The claims that a study's own data make: what was printed beside the counts and intervals of each outcome. */
import type { Claim, DifferenceClaim, ProportionClaim, RatioClaim, TwoByTwoClaim } from "../check/claim.ts";
import type { Outcome, Study } from "../study.ts";
import { STATED } from "./stated.ts";

/** Recalled outcomes claim nothing: an error in them may be that of the memory. */
export function claimsOf(study: Study): Claim[] {
  const outcomes = study.outcomes.filter(({ status }) => status !== "RECALLED");
  return [...outcomes.flatMap((outcome) => ofOutcome(study, outcome)), ...(STATED[study.id] ?? [])];
}

function ofOutcome(study: Study, outcome: Outcome): Claim[] {
  return [
    ...proportions(study, outcome),
    ...table(study, outcome),
    ...ratio(study, outcome),
    ...difference(study, outcome),
  ];
}

/** A percentage that a curve gave is not one of counts; nor is one that a pool gave, unless its counts stand beside it. */
const ofCounts = ({ basis, arms }: Outcome): boolean =>
  basis !== "kaplan-meier" && (basis !== "pooled" || arms.every(({ events }) => events !== null));

function proportions(study: Study, outcome: Outcome): ProportionClaim[] {
  const { arms, percents = [] } = outcome;
  if (!ofCounts(outcome)) return [];
  return arms.flatMap(({ arm, events, total }, i) =>
    total === null || percents[i] === undefined
      ? []
      : [
          {
            study: study.id,
            kind: "proportion" as const,
            claim: `${outcome.outcome}, ${arm}`,
            events,
            total,
            stated_pct: percents[i],
          },
        ],
  );
}

function countsOf({ arms }: Outcome): { a: number; n1: number; b: number; n2: number } | null {
  if (arms.length !== 2) return null;
  const [first, second] = arms;
  if (first.events === null || first.total === null || second.events === null || second.total === null) return null;
  return { a: first.events, n1: first.total, b: second.events, n2: second.total };
}

function table(study: Study, outcome: Outcome): TwoByTwoClaim[] {
  const counts = countsOf(outcome);
  const { basis, measure, effect, ci95, p } = outcome;
  if (!counts || basis !== undefined || (p === undefined && effect === undefined)) return [];
  return [
    {
      study: study.id,
      kind: "two_by_two",
      claim: outcome.outcome,
      ...counts,
      ...(p === undefined ? {} : { stated_p: p }),
      ...(measure === "RR" ? { stated_rr: effect } : measure === "OR" ? { stated_or: effect } : {}),
      ...(ci95 && measure !== "RD" ? { stated_ci: ci95 } : {}),
      ...(/match/.test(outcome.outcome) && counts.n1 === counts.n2 ? { paired: true } : {}),
    },
  ];
}

function ratio(study: Study, outcome: Outcome): RatioClaim[] {
  const { measure, effect, ci95, p, basis, percents } = outcome;
  if (measure === undefined || measure === "RD" || effect === undefined || !ci95) return [];
  // A Cox model's ratio is of deaths, also where the outcome is called survival.
  const counts = basis === "model" && !(measure === "HR" && outcome.favourable) ? countsOf(outcome) : null;
  const direct = basis === undefined && countsOf(outcome) !== null;
  return [
    {
      study: study.id,
      kind: "ratio",
      claim: outcome.outcome,
      measure,
      estimate: effect,
      ci: ci95,
      ...(p === undefined || direct ? {} : { stated_p: p }),
      ...(counts ? { counts } : {}),
      ...(basis === "pooled" && percents?.length === 2 ? { percents: [percents[0], percents[1]] as const } : {}),
    },
  ];
}

function difference(study: Study, outcome: Outcome): DifferenceClaim[] {
  const { measure, effect, ci95, p, nnt } = outcome;
  if (measure !== "RD" || effect === undefined) return [];
  return [
    {
      study: study.id,
      kind: "difference",
      claim: outcome.outcome,
      estimate_pct: effect,
      ci_pct: ci95 ?? null,
      ...(p === undefined ? {} : { stated_p: p }),
      ...(nnt === undefined ? {} : { stated_nnt: nnt }),
    },
  ];
}
