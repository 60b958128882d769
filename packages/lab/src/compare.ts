/** `compare`: one patient under several supports, and the rows of the mission's tables judged on them. */
import type { Indices, Patient } from "@counterpulse/engine";
import { type Effect, judgeEffects, VARIANTS, type Variant, variantsNeeded } from "./effects.ts";
import { type Case, Laboratory, type Solved, type SolveOptions } from "./laboratory.ts";
import type { Settings } from "./settings.ts";
import { echoSettings, type ModelStamp, stamp } from "./simulate.ts";
import { type Device, parseSupport } from "./support.ts";

export interface Column {
  /** As the user wrote it. */
  readonly support: string;
  readonly settings: Record<string, number>;
  readonly converged: boolean;
  readonly reason: string | null;
  readonly evaluated_at_s: number | null;
  /** Left ventricular distension by either criterion of the contract. */
  readonly lv_distended: boolean;
  readonly lv_distension: Distension;
  readonly indices: Indices;
}

/** The two criteria of distension. */
export interface Distension {
  /** Aortic valve open less than 5 % of the beat. */
  readonly valve_shut: boolean;
  /** Wedge pressure at least 10 mmHg above the same patient without support. */
  readonly wedge_raised: boolean;
  readonly wedge_rise_mmHg: number | null;
}

export interface Comparison {
  readonly model: ModelStamp;
  readonly patient: string;
  readonly columns: Column[];
  readonly effects: Effect[];
}

export interface ComparisonRequest extends SolveOptions {
  readonly patient: Patient;
  readonly supports: readonly string[];
  readonly settings: Settings;
}

export function distension(indices: Indices, bare: Indices): Distension {
  const open = indices.aortic_valve_open_fraction;
  const rise = indices.pcwp_mmHg === null || bare.pcwp_mmHg === null ? null : indices.pcwp_mmHg - bare.pcwp_mmHg;
  const valveShut = open !== null && open < 0.05;
  const wedgeRaised = rise !== null && rise >= 10;
  return { valve_shut: valveShut, wedge_raised: wedgeRaised, wedge_rise_mmHg: rise };
}

export function compare(request: ComparisonRequest, laboratory = new Laboratory()): Comparison {
  return compareSolved(request, laboratory).comparison;
}

/** The comparison with its columns as solved, for what runs on from their states. */
export function compareSolved(
  request: ComparisonRequest,
  laboratory: Laboratory,
): { comparison: Comparison; solved: Solved[] } {
  const { patient, settings } = request;
  const asked = request.supports.map((text) => ({ text, support: parseSupport(text) }));
  // The state without support is always solved: distension is judged against it.
  const cases: Case[] = [
    { patient, settings, support: new Set() },
    ...asked.map(({ support }) => ({ patient, settings, support })),
  ];
  const [bare, ...solved] = laboratory.solve(cases, request);
  const columns = solved.map((s, i): Column => {
    const lv = distension(s.indices, bare.indices);
    return {
      support: asked[i].text,
      settings: echoSettings(s.effective),
      converged: s.converged,
      reason: s.reason,
      evaluated_at_s: s.evaluatedAtSeconds,
      lv_distended: lv.valve_shut || lv.wedge_raised,
      lv_distension: lv,
      indices: s.indices,
    };
  });
  const variants = solveVariants(
    request,
    laboratory,
    asked.map((a) => a.support),
  );
  const effects = judgeEffects(
    asked.map(({ support }, i) => ({
      support,
      column: columns[i],
      indicesAt: solved[i].indicesAt,
      variants: variants[i],
    })),
  );
  return { comparison: { model: stamp(laboratory), patient: patient.id, columns, effects }, solved };
}

/** The columns once more in the states of the coronaries that some rows speak of. */
function solveVariants(
  { patient, settings }: ComparisonRequest,
  laboratory: Laboratory,
  supports: readonly ReadonlySet<Device>[],
): ReadonlyMap<Variant, Indices>[] {
  const needed = variantsNeeded(supports).flatMap((list, column) => list.map((variant) => ({ column, variant })));
  const solved = laboratory.solve(
    needed.map(
      ({ column, variant }): Case => ({
        patient,
        settings: { ...settings, ...VARIANTS[variant] },
        support: supports[column],
      }),
    ),
  );
  const result = supports.map(() => new Map<Variant, Indices>());
  needed.forEach(({ column, variant }, i) => void result[column].set(variant, solved[i].indices));
  return result;
}
