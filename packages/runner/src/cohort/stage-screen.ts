/** First stage: a run of draws, solved without support and judged by the population's criteria. */
import { INDICES } from "@counterpulse/engine";
import { screen } from "@counterpulse/lab";
import { bytesOf } from "./screened.ts";
import type { Row } from "./shard-file.ts";
import { type Context, drawOf } from "./task.ts";

interface Screen {
  readonly rows: readonly Row[];
  readonly unsettled: number;
  readonly accepted: number;
  readonly refused: Readonly<Record<string, number>>;
}

export function screenRows(context: Context, shard: number): Screen {
  const { laboratory, population, plan } = context;
  const first = shard * plan.draws_per_screen;
  const draws = Array.from({ length: plan.draws_per_screen }, (_, i) => drawOf(context, first + i));
  const candidates = screen(laboratory, population, draws, plan.settings);
  const refused: Record<string, number> = {};
  for (const { refused: why } of candidates) if (why !== null) refused[why] = (refused[why] ?? 0) + 1;
  const rows = candidates.map(
    ({ draw, refused: why, bare }): Row => [
      ...[draw, why, bare.reason, bare.beats, bare.steps, why === null ? bytesOf(bare.state) : null],
      ...INDICES.map(({ id }) => bare.indices[id] ?? null),
    ],
  );
  return {
    rows,
    unsettled: candidates.filter((c) => !c.bare.converged).length,
    accepted: candidates.filter((c) => c.refused === null).length,
    refused,
  };
}
