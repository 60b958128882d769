/** The bench on which everything runs: the circulation, compiled once, and solved for many cases at a time. */
import {
  assemble,
  circulation,
  compile,
  evaluateIndices,
  Guide,
  INDICES,
  type Indices,
  type InnerParameters,
  type Kernel,
  type Model,
  type Patient,
  type Scope,
  type State,
  type SteadyCase,
  type SteadyResult,
  steadyStates,
} from "@counterpulse/engine";
import { requirePatient } from "./patients.ts";
import { type PlainCase, type PlainResult, runPlainly } from "./plain-run.ts";
import { effectiveSettings, reader, type Settings, toInner } from "./settings.ts";
import { DEVICES, type Device } from "./support.ts";

export interface Case {
  readonly patient: Patient;
  readonly settings: Settings;
  readonly support: ReadonlySet<Device>;
  /** The state without support, where it is known: the same settings solved with no device. */
  readonly start?: State;
}

export interface Solved {
  readonly case: Case;
  readonly converged: boolean;
  /** Why there is no steady state, or null. */
  readonly reason: string | null;
  /** Seconds after the supports' start at which the indices hold, when there is no steady state. */
  readonly evaluatedAtSeconds: number | null;
  readonly indices: Indices;
  /**
   * Indices `atSeconds` after the supports' start, steady or not; null without support, which has no start, and where
   * they were not asked for.
   */
  readonly indicesAt: Indices | null;
  readonly state: State;
  readonly steps: number;
  readonly beats: number;
  /** Everything in effect, public units. */
  readonly effective: Settings;
}

export interface SolveOptions {
  /** Seconds after the supports' start for cases without a steady state. */
  readonly atSeconds?: number;
  readonly onProgress?: (done: number, all: number) => void;
  /** false: `indicesAt` of cases that come to a steady state is not needed and left null, which is faster. */
  readonly withIndicesAt?: boolean;
  /**
   * true: searches are led by the linear map of a reference patient, a fifth of the beats each. Worth its making where
   * there are many cases. Otherwise each case is led to its end by its own map.
   */
  readonly guided?: boolean;
}

/** A steady state that lies further off than this is not what a person sees at the bedside. */
const SETTLING_LIMIT_S = 600;
const DEFAULT_AT_S = 60;
const NO_SUPPORT: ReadonlySet<Device> = new Set();
/** Share of the plain runs' progress that those in single precision are told as. */
const MOSTLY = 0.8;
/** Steps a beat of a run in single precision are a multiple of this: the fewer kinds, the fewer of its four lanes run empty. */
const ROUGH_STEPS = 60;
const NOT_AT_REST = "one beat changes little, but the linear map of that beat leads to no state of rest";
/** Whose linear map leads the searches of others. */
const REFERENCE = "cardiogenic-shock";

export class Laboratory {
  readonly model: Model;
  private compiled: Kernel | null = null;
  private screening: Kernel | null = null;
  private readonly guides = new Map<string, Guide>();

  /** @param scope how much of the physiology; without gases and control ("haemodynamics") it is several times faster */
  constructor(
    readonly probes: readonly string[] = [],
    private readonly scope: Scope = "full",
  ) {
    this.model = assemble(circulation(scope));
  }

  get kernel(): Kernel {
    this.compiled ??= compile(this.model, { probes: this.probes });
    return this.compiled;
  }

  /** The same circulation in single precision, four cases side by side, without what only a reader of values needs. */
  private get rough(): Kernel {
    const model = (): Model => assemble(circulation(this.scope), { precision: "f32" });
    this.screening ??= compile(model(), { target: "f32x4", measures: false });
    return this.screening;
  }

  /** Steady states of all cases, supports started from each patient's own state without them. */
  solve(cases: readonly Case[], options: SolveOptions = {}): Solved[] {
    const supported = cases.filter((c) => c.support.size > 0);
    // Cases that share a patient share the state without support.
    const keys = cases.map((c) =>
      c.support.size > 0 && c.start ? "" : JSON.stringify(effectiveSettings(c.patient, c.settings, NO_SUPPORT)),
    );
    const distinct = [...new Set(keys.filter((key) => key !== ""))];
    const all = distinct.length + 2 * supported.length;
    const tell = (before: number) => (ended: number) => options.onProgress?.(before + ended, all);
    const bare = this.steady(
      distinct.map((key) => ({
        parameters: toInner(this.model, JSON.parse(key) as Settings),
        support: NO_SUPPORT,
      })),
      options,
      tell(0),
    );
    const without = new Map(distinct.map((key, k) => [key, bare[k]]));
    const starts = cases.flatMap((c, i) => (c.support.size > 0 ? [c.start ?? without.get(keys[i])!.state] : []));
    const underSupport = this.solveSupported(supported, starts, options, tell(distinct.length));
    let next = 0;
    return cases.map((c, i) => {
      if (c.support.size > 0) return underSupport[next++];
      const base = without.get(keys[i])!;
      const effective = effectiveSettings(c.patient, c.settings, c.support);
      return this.conclude(c, effective, base, { reason: base.reason, at: null, indicesAt: null });
    });
  }

  private solveSupported(
    cases: readonly Case[],
    starts: readonly State[],
    options: SolveOptions,
    tell: (done: number) => void,
  ): Solved[] {
    const effective = cases.map((c) => effectiveSettings(c.patient, c.settings, c.support));
    const parameters = effective.map((settings) => toInner(this.model, settings));
    const sound = cases.flatMap((_, i) => (starts[i].every(Number.isFinite) ? [i] : []));
    const steady = this.steady(
      sound.map((i) => ({ parameters: parameters[i], support: cases[i].support, start: starts[i] })),
      options,
      tell,
    );
    const atSeconds = options.atSeconds ?? DEFAULT_AT_S;
    const plain = steady.map(({ steps, converged, state, beats }, k) => ({
      parameters: parameters[sound[k]],
      start: starts[sound[k]],
      steps,
      target: converged ? state : null,
      foundIn: beats,
    }));
    const runs = this.runAll(plain, options, atSeconds, (ended) => tell(cases.length + ended));
    const place = new Map(sound.map((i, k) => [i, k]));
    return cases.map((c, i) => {
      const k = place.get(i);
      if (k !== undefined) return this.settle(c, effective[i], steady[k], runs[k], atSeconds);
      return withoutValues(c, effective[i], starts[i], "without support the calculation broke down");
    });
  }

  /**
   * Plain runs of many cases: whether a steady state is reached is seen in single precision (of 774 cases all ended at the
   * same beat as in double, bench/README.md); where it is not, the values at the end count and are run in double.
   */
  private runAll(
    cases: readonly PlainCase[],
    { guided = false, withIndicesAt = true }: SolveOptions,
    seconds: number,
    onProgress: (ended: number) => void,
  ): PlainResult[] {
    const stopWhenNear = !withIndicesAt;
    if (!guided || !stopWhenNear) return runPlainly(this.kernel, cases, { seconds, stopWhenNear, onProgress });
    const known = cases.flatMap(({ target }, i) => (target === null ? [] : [i]));
    const coarse = (steps: number): number => Math.ceil(steps / ROUGH_STEPS) * ROUGH_STEPS;
    const quick = runPlainly(
      this.rough,
      known.map((i) => ({ ...cases[i], steps: coarse(cases[i].steps) })),
      { seconds, stopWhenNear, verdictOnly: true, onProgress: (ended) => onProgress(MOSTLY * ended) },
    );
    const settled = (run: PlainResult): boolean => run.secondsToSettle <= SETTLING_LIMIT_S;
    const reached = new Map(
      known.flatMap((i, k) => (settled(quick[k]) ? [[i, { ...quick[k], toTheEnd: false }]] : [])),
    );
    const rest = cases.flatMap((_, i) => (reached.has(i) ? [] : [i]));
    const told = MOSTLY * known.length;
    const again = runPlainly(
      this.kernel,
      rest.map((i) => cases[i]),
      {
        ...{ seconds, stopWhenNear },
        onProgress: (ended) => onProgress(told + (ended / rest.length) * (cases.length - told)),
      },
    );
    onProgress(cases.length);
    const exact = new Map(rest.map((i, k) => [i, again[k]]));
    return cases.map((_, i) => (reached.get(i) ?? exact.get(i))!);
  }

  private steady(
    list: readonly { parameters: InnerParameters; support: ReadonlySet<Device>; start?: State }[],
    { guided = false }: SolveOptions,
    onProgress: (ended: number) => void,
  ): SteadyResult[] {
    const cases = list.map(({ parameters, support, start }): SteadyCase => {
      // Without any flow slow things come to rest only in death: a heart that has stopped is looked at soon after.
      if (parameters.get("heart.arrested") === 1) return { parameters, ...(start ? { start } : { unhurried: true }) };
      if (!guided) return { parameters, ...(start ? { start } : {}) };
      const guide = this.guideFor(support);
      // The reference's blood is nearer than a guess.
      return { parameters, guide, ...(start ? { start } : { start: guide.state, refill: true }) };
    });
    if (guided) return steadyStates(this.kernel, cases, { onProgress, rough: this.rough });
    const found = steadyStates(this.kernel, cases, { onProgress });
    const supports = list.map(({ support }) => support);
    return this.polish(cases, this.seekAgain(cases, supports, found));
  }

  /** What a search without a guide has not found, such as a heart that hardly ejects, is often found with one. */
  private seekAgain(
    cases: readonly SteadyCase[],
    supports: readonly ReadonlySet<Device>[],
    found: readonly SteadyResult[],
  ): SteadyResult[] {
    const lost = cases.flatMap((c, i) => (found[i].converged || c.parameters.get("heart.arrested") === 1 ? [] : [i]));
    const again = steadyStates(
      this.kernel,
      lost.map((i) => ({ ...cases[i], guide: this.guideFor(supports[i]) })),
    );
    const place = new Map(lost.map((i, k) => [i, again[k]]));
    return found.map((first, i) => {
      const second = place.get(i);
      return second?.converged ? { ...second, beats: first.beats + second.beats } : first;
    });
  }

  /** What has ended by the smallness of its changes may be far from rest where these are slow: its own map shows how far. */
  private polish(cases: readonly SteadyCase[], found: readonly SteadyResult[]): SteadyResult[] {
    const rough = cases.flatMap((c, i) => (found[i].converged && c.unhurried !== true ? [i] : []));
    const led = steadyStates(
      this.kernel,
      rough.map((i) => {
        const [{ parameters }, { state, steps }] = [cases[i], found[i]];
        return { parameters, start: state, guide: new Guide(this.kernel, { parameters, state, steps }) };
      }),
    );
    const place = new Map(rough.map((i, k) => [i, led[k]]));
    return found.map((first, i) => {
      const last = place.get(i);
      if (last === undefined) return first;
      const beats = first.beats + last.beats;
      return last.converged ? { ...last, beats } : { ...first, beats, converged: false, reason: NOT_AT_REST };
    });
  }

  /** What leads searches under these devices: the reference patient with them, at their default settings. */
  guideFor(support: ReadonlySet<Device>): Guide {
    const devices = DEVICES.filter((device) => support.has(device));
    const known = this.guides.get(devices.join());
    if (known) return known;
    const effective = effectiveSettings(requirePatient(REFERENCE), {}, support);
    const parameters = toInner(this.model, effective);
    const [{ state, steps }] = steadyStates(this.kernel, [{ parameters }]);
    const guide = new Guide(this.kernel, { parameters, state, steps });
    this.guides.set(devices.join(), guide);
    return guide;
  }

  private conclude(
    one: Case,
    effective: Settings,
    result: Pick<SteadyResult, "cycle" | "period" | "state" | "steps" | "beats">,
    end: { reason: string | null; at: number | null; indicesAt: Indices | null },
  ): Solved {
    const { indices, fault } = this.indicesOf(result.cycle, result.period, effective);
    return {
      case: one,
      converged: end.reason === null && fault === null,
      reason: fault ?? end.reason,
      evaluatedAtSeconds: end.at,
      indicesAt: end.indicesAt,
      indices,
      state: result.state,
      steps: result.steps,
      beats: result.beats,
      effective,
    };
  }

  /** Indices of a cycle. A state beyond what a formula was made for has none, and must not stop the others of a batch. */
  private indicesOf(
    cycle: SteadyResult["cycle"],
    period: number,
    effective: Settings,
  ): { indices: Indices; fault: string | null } {
    try {
      return { indices: evaluateIndices(cycle, period, reader(this.model, effective)), fault: null };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { indices: NO_INDICES, fault: `the indices cannot be computed: ${error.message}` };
    }
  }

  /**
   * Accept a steady state only if the patient gets there: run plainly from the start of the supports, and compare the
   * distance left with the speed of approach. A heart that keeps filling is reported as it is at `atSeconds`.
   */
  private settle(one: Case, effective: Settings, steady: SteadyResult, run: PlainResult, atSeconds: number): Solved {
    const indicesAt = run.toTheEnd ? this.indicesOf(run.cycle, run.period, effective).indices : null;
    if (steady.converged && run.secondsToSettle <= SETTLING_LIMIT_S)
      return this.conclude(one, effective, steady, { reason: null, at: null, indicesAt });
    const reason = !steady.converged
      ? `${steady.reason}; values are those ${atSeconds} s after the supports' start`
      : `it has not settled: ${approach(run.secondsToSettle, atSeconds)}; values are those ${atSeconds} s after the supports' start`;
    return this.conclude(one, effective, run, { reason, at: atSeconds, indicesAt });
  }
}

const NO_INDICES: Indices = Object.fromEntries(INDICES.map(({ id }) => [id, null]));

/** A case of which nothing is known, and why. */
function withoutValues(one: Case, effective: Settings, state: State, reason: string): Solved {
  const nothing = { evaluatedAtSeconds: null, indices: NO_INDICES, indicesAt: null, steps: 0, beats: 0 };
  return { case: one, converged: false, reason, state, effective, ...nothing };
}

function approach(secondsToSettle: number, atSeconds: number): string {
  if (!Number.isFinite(secondsToSettle))
    return `${atSeconds} s after the start it is not drawing nearer to a steady state`;
  return `at the pace seen after ${atSeconds} s a steady state lies about ${Math.round(secondsToSettle / 60)} min away`;
}
