/** The C printed for embedding computes what the twin computes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, type LaneGroup, printC } from "@counterpulse/engine";
import { afterAll, expect, test } from "vitest";
import { BOTH, fullModel, patient, startLanes } from "../circuits.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-c-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STEPS = 420;
const TICK = 20;
const BEATS = 20;
const model = fullModel();
const kernel = compile(model, { target: "js", probes: ["lv.p"] });
const source = printC(kernel.program);
const start = (): LaneGroup =>
  startLanes(kernel, [patient(model, "cardiogenic-shock", { ...BOTH, "iabp.ratio": 2 })], STEPS);

/** Reads a block of slots, runs beats with the beat inputs given, writes the block after each. */
function mainProgram(slots: number, columns: number, inputs: readonly number[]): string {
  return `
#include <stdio.h>
static double m[${slots}], table[${STEPS * columns}];
int main(void) {
  if (fread(m, sizeof(double), ${slots}, stdin) != ${slots}) return 1;
  prepare(m);
  tabulate(m, table, ${STEPS});
  settle(m);
  for (int beat = 0; beat < ${BEATS}; beat++) {
    double in[${inputs.length}];
    if (fread(in, sizeof(double), ${inputs.length}, stdin) != ${inputs.length}) return 2;
    ${inputs.map((slot, i) => `m[${slot}] = in[${i}];`).join("\n    ")}
    prepare(m);
    begin(m);
    for (int at = 0; at < ${STEPS}; at += ${TICK}) { run(m, table, at, ${TICK}); carry(m, table, at + ${TICK - 1}); }
    turn(m, table, ${STEPS - 1});
    settle(m);
    observe(m, table, ${STEPS / 2});
    fwrite(m, sizeof(double), ${slots}, stdout);
  }
  return 0;
}
`;
}

const block = (group: LaneGroup): number[] => Array.from({ length: kernel.program.slots }, (_, s) => group.read(s, 0));

/** All slots after each beat, from the C program; null where no compiler is found. */
function runInC(): Float64Array[] | null {
  const group = start();
  const inputs = model.beatInputs.map((b) => group.slot(`beat:${b.name}`));
  const file = join(folder, "model.c");
  writeFileSync(file, source + mainProgram(kernel.program.slots, kernel.program.columns.length, inputs));
  const program = join(folder, "model");
  const compiled = spawnSync("cc", ["-std=c11", "-O2", "-ffp-contract=off", "-o", program, file, "-lm"], {
    encoding: "utf8",
  });
  if (compiled.error) return null;
  expect(compiled).toMatchObject({ status: 0, stderr: "" });
  const words = block(group);
  for (let beat = 0; beat < BEATS; beat++) {
    group.beginBeat();
    words.push(...inputs.map((slot) => group.read(slot, 0)));
    group.endBeat();
  }
  const ran = spawnSync(program, { input: Buffer.from(Float64Array.from(words).buffer), maxBuffer: 1 << 26 });
  expect(ran.status).toBe(0);
  const all = new Float64Array(Uint8Array.from(ran.stdout).buffer);
  return Array.from({ length: BEATS }, (_, i) =>
    all.subarray(i * kernel.program.slots, (i + 1) * kernel.program.slots),
  );
}

test("the source has the functions and no fused or vector arithmetic", () => {
  for (const name of ["prepare", "tabulate", "settle", "begin", "run", "carry", "turn", "prime", "observe"])
    expect(source).toContain(`void ${name}(`);
  expect(source).not.toMatch(/\bfma\b|NaN|Infinity|===/);
});

test("compiled by cc, 20 beats of everything with both devices are the twin's to the last bit (on a machine without cc: nothing to compare)", () => {
  const found = runInC();
  if (found === null) return;
  const group = start();
  for (const after of found) {
    group.beat();
    kernel.observe(group.group, STEPS / 2);
    const expected = block(group);
    expect(after.length).toBe(expected.length);
    const wrong = [...after.keys()].filter((s) => !Object.is(after[s], expected[s]));
    expect(wrong).toEqual([]);
  }
}, 60_000);
