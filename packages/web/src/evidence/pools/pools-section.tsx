/** The pools that the question needs: made as the reader chooses, beside what was published. */
import { POOLS, type PoolDefinition, type PoolDocument } from "@counterpulse/evidence";
import { poolFigure } from "@counterpulse/report";
import { useCallback, useMemo } from "react";
import { WarnIcon } from "../../controls/icons.tsx";
import { evidenceAddress } from "../../state/route.ts";
import { useStore } from "../../state/store.ts";
import type { Theme } from "../../theme/theme.ts";
import { StatusBadge } from "../parts/badge.tsx";
import { Figure } from "../parts/figure.tsx";
import { Select } from "../parts/select.tsx";
import { capital } from "../parts/words.ts";
import { choices } from "../state/choices.ts";
import { poolOf, poolResult } from "../state/pool-choice.ts";
import { PoolNumbers } from "./pool-numbers.tsx";
import { PoolOptions } from "./pool-options.tsx";
import { PublishedResults } from "./published-results.tsx";

export function PoolsSection({ item }: { item: string | null }) {
  const definition = poolOf(item);
  const choice = useStore(choices, (value) => value.pool);
  const result = useMemo(() => poolResult(definition, choice), [definition, choice]);
  return (
    <>
      <h2>Pools</h2>
      <form className="options" onSubmit={(event) => event.preventDefault()} aria-label="How to pool">
        <Select
          label="Question"
          options={POOLS.map(({ id, title }) => ({ value: id, label: title }))}
          value={definition.id}
          onChange={(id) => location.replace(evidenceAddress("pools", id))}
        />
        <PoolOptions result={result} own={definition.measure} />
      </form>
      <p className="lead">
        Counted: {result.event}; {result.groups[0]} against {result.groups[1]}.
      </p>
      <PoolNumbers result={result} />
      <Cautions result={result} />
      <PoolFigure result={result} definition={definition} />
      <Members result={result} />
      <PublishedResults published={result.published} />
    </>
  );
}

function PoolFigure({ result, definition }: { result: PoolDocument; definition: PoolDefinition }) {
  const draw = useCallback(
    (how: { theme: Theme; width: number }) => poolFigure(result, definition, how),
    [result, definition],
  );
  return <Figure draw={draw} name={`pool-${result.id}`} />;
}

function Cautions({ result: { cautions } }: { result: PoolDocument }) {
  return (
    <ul className="cautions" aria-label="Cautions">
      {cautions.map((caution) => (
        <li key={caution}>
          <WarnIcon />
          <span>{caution}</span>
        </li>
      ))}
    </ul>
  );
}

function Members({ result: { members, left_out } }: { result: PoolDocument }) {
  return (
    <section aria-label="Studies of the pool">
      <h3>Its studies</h3>
      <ul className="members">
        {members.map(({ id, study, year, outcome, status }) => (
          <li key={id}>
            <a href={evidenceAddress("studies", id)}>
              {study} {year}
            </a>
            <span>{outcome}</span>
            <StatusBadge status={status} />
          </li>
        ))}
        {left_out.map(({ study, reason }) => (
          <li key={study} className="left-out">
            <span>{study}</span>
            <span>{capital(reason)}: left out</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
