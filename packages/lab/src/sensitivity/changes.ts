/** What a change of support does to a patient: differences of indices between two supports, both read at one time. */
import { INDICES, type Indices } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import type { Case, Laboratory, Solved } from "../laboratory.ts";
import { isPlace } from "../named-indices.ts";
import type { Virtual } from "../population/population.ts";
import type { Settings } from "../settings.ts";
import { type Device, parseSupport } from "../support.ts";

export interface Change {
  readonly from: string;
  readonly to: string;
}

/** `va-ecmo,va-ecmo+iabp` or `va-ecmo->va-ecmo+iabp`. @throws InputError */
export function parseChange(text: string): Change {
  const parts = text.split(/->|,/).map((part) => part.trim());
  if (parts.length !== 2)
    throw new InputError(
      `change "${text}": two supports with a comma between them are allowed, for example va-ecmo,va-ecmo+iabp.`,
    );
  const [from, to] = parts;
  const key = (support: string): string => [...parseSupport(support)].sort().join("+");
  if (key(from) === key(to)) throw new InputError(`change "${text}": two different supports are allowed.`);
  return { from, to };
}

export const changeName = ({ from, to }: Change): string => `${from} -> ${to}`;

/** @throws InputError */
export function checkOutputs(ids: readonly string[]): void {
  for (const id of ids) {
    if (!INDICES.some((index) => index.id === id))
      throw new InputError(`--outputs: there is no index "${id}"; \`counterpulse indices\` lists all.`);
    if (isPlace(id)) throw new InputError(`--outputs: ${id} is a place, not a number; any other index is allowed.`);
  }
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new InputError(`--outputs: ${twice} is given twice; once is allowed.`);
}

/** @throws InputError */
export function checkChanges(changes: readonly Change[]): void {
  const names = changes.map(changeName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`change "${twice}" is given twice; once is allowed.`);
}

/** One patient's outcome: by change the indices before and after. */
export interface Outcome {
  readonly bare: Solved;
  readonly changes: readonly { readonly before: Indices | null; readonly after: Indices | null }[];
  /** Supports without a steady state: those are read some seconds after their start. */
  readonly unsettled: readonly string[];
}

export function outcomes(
  laboratory: Laboratory,
  patients: readonly Virtual[],
  changes: readonly Change[],
  options: {
    readonly settings: Settings;
    readonly atSeconds?: number;
    readonly onProgress?: (done: number, all: number) => void;
  },
): Outcome[] {
  const { settings, atSeconds, onProgress } = options;
  const supports = [...new Set(changes.flatMap(({ from, to }) => [from, to]))];
  const devices = new Map(supports.map((s) => [s, parseSupport(s)]));
  const withDevices = supports.filter((s) => devices.get(s)!.size > 0);
  const rounds = withDevices.length + 1;
  const tell = (round: number) => (done: number, all: number) => onProgress?.(round + done / all, rounds);
  const none: ReadonlySet<Device> = new Set();
  const caseOf = (i: number, support: ReadonlySet<Device>): Case => ({
    patient: patients[i].patient,
    settings,
    support,
  });
  const bare = laboratory.solve(
    patients.map((_, i) => caseOf(i, none)),
    { guided: true, onProgress: tell(0) },
  );
  const solved = new Map<string, Solved[]>(supports.map((s) => [s, bare]));
  withDevices.forEach((s, k) => {
    const cases = patients.map((_, i) => ({ ...caseOf(i, devices.get(s)!), start: bare[i].state }));
    solved.set(s, laboratory.solve(cases, { atSeconds, withIndicesAt: false, guided: true, onProgress: tell(k + 1) }));
  });
  readLate(laboratory, changes, solved, devices, atSeconds);
  return patients.map((_, i) => ({
    bare: bare[i],
    changes: changes.map(({ from, to }) => atOneTime(solved.get(from)![i], solved.get(to)![i])),
    unsettled: withDevices.filter((s) => !solved.get(s)![i].converged),
  }));
}

/** Where one side of a change does not settle, the other is needed at the same time after its start too. */
function readLate(
  laboratory: Laboratory,
  changes: readonly Change[],
  solved: Map<string, Solved[]>,
  devices: ReadonlyMap<string, ReadonlySet<Device>>,
  atSeconds?: number,
): void {
  for (const { from, to } of changes) {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ]) {
      if (devices.get(one)!.size === 0) continue;
      const list = solved.get(one)!;
      const partners = solved.get(other)!;
      const late = list.flatMap((s, i) => (s.indicesAt === null && !partners[i].converged ? [i] : []));
      const again = laboratory.solve(
        late.map((i) => list[i].case),
        { atSeconds, guided: true },
      );
      late.forEach((i, k) => {
        list[i] = again[k];
      });
    }
  }
}

function atOneTime(from: Solved, to: Solved): { before: Indices | null; after: Indices | null } {
  const settled = from.converged && to.converged;
  const read = (s: Solved): Indices | null => {
    if (settled) return s.indices;
    // Without support there is no start from which to count: only a steady state can be compared.
    return s.case.support.size === 0 ? (s.converged ? s.indices : null) : (s.indicesAt ?? s.indices);
  };
  return { before: read(from), after: read(to) };
}
