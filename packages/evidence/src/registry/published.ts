/**
 * What the Japanese registry printed of its matched pairs, from the studies as data. Its two groups before matching are
 * printed as 604 and 1,064, which does not add up to its 1,650 patients; 604 and the total are taken.
 */
import { findStudy } from "../find-study.ts";

export interface Published {
  study: string;
  n: number;
  treated: number;
  pairs: number;
  /** Events among the pairs, with and then without the balloon. */
  death28: [number, number];
  deathInHospital: [number, number];
  weaned: [number, number];
  hazardRatio: { value: number; ci: [number, number] };
}

const STUDY = "aso-2016";

function readPublished(): Published {
  const study = findStudy(STUDY);
  if (!study) throw new Error(`there is no study ${STUDY}`);
  const { arms, outcomes, totalStated } = study;
  const outcome = (name: string) => {
    const found = outcomes.find((o) => o.outcome === name);
    if (!found) throw new Error(`study ${STUDY} has no outcome "${name}"`);
    return found;
  };
  const events = (name: string): [number, number] => {
    const [a, b] = outcome(name).arms.map((arm) => arm.events);
    if (a === null || b === null) throw new Error(`study ${STUDY}, "${name}": counts are needed`);
    return [a, b];
  };
  const cox = outcome("death, Cox");
  const [treated, , pairs] = arms.map(({ total }) => total);
  return {
    study: STUDY,
    n: totalStated as number,
    treated: treated as number,
    pairs: pairs as number,
    death28: events("death 28 d (matched)"),
    deathInHospital: events("death in hospital (matched)"),
    weaned: events("weaned from VA-ECMO (matched)"),
    hazardRatio: { value: Number(cox.effect), ci: (cox.ci95 ?? []).map(Number) as [number, number] },
  };
}

export const PUBLISHED: Published = readPublished();

export const shareOf = ([a, b]: readonly [number, number]): [number, number] => [
  a / PUBLISHED.pairs,
  b / PUBLISHED.pairs,
];
