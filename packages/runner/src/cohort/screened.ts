/** Those whom the screens took, read back from their files with the states to start supports from. */
import { INDICES, type Indices, type State } from "@counterpulse/engine";
import { shardPath } from "./manifest.ts";
import { readShard } from "./shard-file.ts";

export interface ScreenPart {
  readonly shard: number;
  readonly sha256: string;
}

export interface Screened {
  readonly draw: number;
  readonly beats: number;
  readonly steps: number;
  readonly state: State;
  readonly indices: Indices;
}

const IDS = INDICES.map(({ id }) => id);
const COLUMNS = ["draw", "refused", "beats", "steps", "state", ...IDS];

/** In order of their draws. @throws DamagedShard */
export async function enrolledOf(folder: string, screens: readonly ScreenPart[]): Promise<Screened[]> {
  const all: Screened[] = [];
  for (const { shard, sha256 } of screens) {
    const rows = await readShard(shardPath(folder, "screen", shard), COLUMNS, sha256);
    for (const [draw, refused, beats, steps, state, ...values] of rows) {
      if (refused !== null) continue;
      const indices = Object.fromEntries(IDS.map((id, k) => [id, values[k] as number | null]));
      all.push({
        ...{ draw: draw as number, beats: beats as number, steps: steps as number, indices },
        state: stateFrom(state as Uint8Array),
      });
    }
  }
  return all;
}

/** Little-endian doubles, as all machines that run Node hold them. */
export const bytesOf = (state: State): Uint8Array => new Uint8Array(state.slice().buffer);

const stateFrom = (bytes: Uint8Array): State => new Float64Array(bytes.slice().buffer);
