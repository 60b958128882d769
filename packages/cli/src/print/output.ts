/** Writing to standard output, which may be a pipe that its reader closes early (`| head`). */
import { setImmediate } from "node:timers/promises";

const watched = new WeakSet<object>();
const closed = new WeakSet<object>();

/** A closed pipe is the reader's wish to have no more: not an error. Call before anything is written. */
export function allowClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (watched.has(stream)) continue;
    watched.add(stream);
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      closed.add(stream);
    });
  }
}

/** Writes piece by piece; between pieces the process gets to learn that nobody reads any more. */
export async function print(pieces: Iterable<string>): Promise<void> {
  for (const piece of gather(pieces)) {
    if (closed.has(process.stdout)) return;
    process.stdout.write(piece);
    await setImmediate();
  }
}

export function printLines(lines: readonly string[]): Promise<void> {
  return print([`${lines.join("\n")}\n`]);
}

/** Pieces of a size worth a call to the system. */
function* gather(pieces: Iterable<string>): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < 65536) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}
