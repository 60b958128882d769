/**
 * The yardstick: the same equations and measures printed as C, RK4 at 1 ms, one patient, scalar, by the machine's own
 * compiler with -O3. Null where there is no compiler.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, type Model, printC } from "@counterpulse/engine";
import { readyGroup } from "./speed.ts";

const REFERENCE_STEP = 0.001;

const MAIN = `
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}
int main(int argc, char **argv) {
  (void)argc;
  int slots = atoi(argv[2]), columns = atoi(argv[3]), steps = atoi(argv[4]);
  double seconds = atof(argv[5]), period = atof(argv[6]);
  double *m = malloc(sizeof(double) * (size_t)slots);
  double *table = malloc(sizeof(double) * (size_t)columns * (size_t)steps);
  FILE *f = fopen(argv[1], "rb");
  if (!f || fread(m, sizeof(double), (size_t)slots, f) != (size_t)slots) return 1;
  fclose(f);
  prepare(m);
  tabulate(m, table, steps);
  for (int beat = 0; beat < 20; beat++) run(m, table, 0, steps);
  long n = 0, room = 1 << 20;
  double *chunk = malloc(sizeof(double) * (size_t)room), wall = 0;
  while (wall < seconds && n < room) {
    struct timespec c, d;
    clock_gettime(CLOCK_MONOTONIC, &c);
    for (int k = 0; k < 2; k++) run(m, table, 0, steps);
    clock_gettime(CLOCK_MONOTONIC, &d);
    double both = (double)(d.tv_sec - c.tv_sec) + 1e-9 * (double)(d.tv_nsec - c.tv_nsec);
    chunk[n++] = both / 2;
    wall += both;
  }
  qsort(chunk, (size_t)n, sizeof(double), ascending);
  printf("%.17g %.17g\\n", period / chunk[n / 2], period / chunk[0]);
  return 0;
}
`;

export interface CReference {
  readonly rtf: number;
  readonly best_rtf: number;
  readonly compiler: string;
}

export function measureC(model: Model, seconds: number): CReference | null {
  const version = spawnSync("cc", ["--version"], { encoding: "utf8" });
  if (version.status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "counterpulse-bench-"));
  try {
    const kernel = compile(model, { scheme: "rk4", target: "js" });
    const group = readyGroup(kernel, REFERENCE_STEP);
    const { slots, columns } = kernel.program;
    const state = Float64Array.from({ length: slots }, (_, slot) => group.read(slot, 0));
    writeFileSync(join(folder, "model.c"), printC(kernel.program) + MAIN);
    writeFileSync(join(folder, "state.bin"), new Uint8Array(state.buffer));
    const built = spawnSync("cc", ["-O3", "-o", join(folder, "model"), join(folder, "model.c"), "-lm"], {
      encoding: "utf8",
    });
    if (built.status !== 0) throw new Error(`cc could not compile the reference: ${built.stderr.split("\n")[0]}`);
    const args = [join(folder, "state.bin"), slots, columns.length, group.steps, seconds, group.period(0)].map(String);
    const ran = spawnSync(join(folder, "model"), args, { encoding: "utf8" });
    if (ran.status !== 0) throw new Error("the C reference did not run");
    const [rtf, best] = ran.stdout.trim().split(" ").map(Number);
    return { rtf, best_rtf: best, compiler: version.stdout.split("\n")[0] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
