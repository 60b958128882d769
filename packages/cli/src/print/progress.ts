/** A progress bar on standard error: only on a terminal, and only once the work has taken over a second. */

export interface Progress {
  /** So much of all is done. @param note stands behind the bar, in the place of the time */
  update(done: number, all: number, note?: string): void;
  /** Wipe the bar; call it before anything else is printed. */
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const APPEARS_AFTER_MS = 1000;
const REDRAWN_EVERY_MS = 100;
const WIDTH = 24;

export function progress(what: string, stream: Terminal = process.stderr, now = () => performance.now()): Progress {
  const start = now();
  let drawn: number | null = null;
  return {
    update(done, all, note) {
      const time = now();
      if (!stream.isTTY || time - start < APPEARS_AFTER_MS) return;
      if (drawn !== null && time - drawn < REDRAWN_EVERY_MS) return;
      drawn = time;
      const part = all > 0 ? Math.min(done / all, 1) : 0;
      const filled = Math.round(part * WIDTH);
      const bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
      const behind = note ?? `${((time - start) / 1000).toFixed(0)} s`;
      const line = `${what} [${bar}] ${Math.round(100 * part)} % ${behind}`.trimStart();
      stream.write(`\r${line.slice(0, (stream.columns || 80) - 1)}\u001b[K`);
    },
    end() {
      if (drawn !== null) stream.write("\r\u001b[K");
      drawn = null;
    },
  };
}

/** Do the work with a bar, which is gone when the work is done or has failed. */
export function withProgress<T>(what: string, work: (update: Progress["update"]) => T): T {
  const bar = progress(what);
  try {
    return work(bar.update);
  } finally {
    bar.end();
  }
}

/** The same for work that goes on elsewhere. */
export async function withProgressOf<T>(what: string, work: (update: Progress["update"]) => Promise<T>): Promise<T> {
  const bar = progress(what);
  try {
    return await work(bar.update);
  } finally {
    bar.end();
  }
}
