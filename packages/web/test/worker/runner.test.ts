import { describe, expect, test } from "vitest";
import type { LiveBeat, LiveCirculation } from "../../src/worker/live.ts";
import type { FromWorker } from "../../src/worker/protocol.ts";
import { longestCatchUpSeconds, Runner } from "../../src/worker/runner.ts";

const beat = { indices: {}, ecmoShares: [], watershed: null, bloodToCome: 0 };

/** Counts samples; a beat ends every 200. */
class FakeCirculation implements LiveCirculation {
  readonly model = { name: "fake", hash: "" };
  readonly signals = [];
  readonly patients = [];
  readonly indices = [];
  readonly aorta = [];
  readonly ownSupport = { iabp: false, "va-ecmo": false, impella: false, tandemheart: false };
  readonly baseline = {};
  readonly parameters = [];
  samples = 0;
  #ended: LiveBeat[] = [];
  set(): void {}
  setSupport(): void {}
  setPatient(): void {}
  observe(): void {}
  advance(seconds: number, rateHz: number, sink: Float32Array[]): number {
    const count = Math.round(seconds * rateHz);
    for (let i = 0; i < count; i++) {
      sink[0][i] = this.samples;
      sink[1][i] = -this.samples;
      this.samples += 1;
      if (this.samples % 200 === 0) this.#ended.push({ ...beat, atSeconds: this.samples / rateHz });
    }
    return count;
  }
  beats(): readonly LiveBeat[] {
    return this.#ended.splice(0);
  }
}

function setUp() {
  let now = 0;
  const posted: FromWorker[] = [];
  const circulation = new FakeCirculation();
  const runner = new Runner(
    circulation,
    2,
    (message) => posted.push(message),
    () => now,
  );
  const after = (ms: number) => {
    now += ms;
    runner.tick();
  };
  return { posted, circulation, runner, after };
}

const samplesIn = (posted: FromWorker[]) =>
  posted.reduce((sum, message) => sum + (message.type === "samples" ? message.count : 0), 0);

describe("the runner", () => {
  test("keeps simulated time in step with the wall clock, whatever the ticks", () => {
    const { posted, after } = setUp();
    for (let ms = 0, i = 0; ms < 10_000; i++) {
      const step = [3, 17, 20, 21, 1][i % 5];
      after(step);
      ms += step;
    }
    expect(Math.abs(samplesIn(posted) - 2500)).toBeLessThanOrEqual(2);
  });

  test("sends the signals one after the other in one buffer, and a message a beat", () => {
    const { posted, after } = setUp();
    after(20);
    expect(posted[0]).toMatchObject({ type: "samples", count: 5, atSeconds: 0.02 });
    expect(posted[0].type === "samples" && [...posted[0].data]).toEqual([0, 1, 2, 3, 4, -0, -1, -2, -3, -4]);
    for (let i = 0; i < 49; i++) after(20);
    expect(posted.filter(({ type }) => type === "beat")).toHaveLength(1);
  });

  test("makes up for a quarter of a second of a stall at most", () => {
    const { posted, after } = setUp();
    after(60_000);
    expect(samplesIn(posted)).toBe(Math.floor(250 * longestCatchUpSeconds));
  });

  test("stands still while paused and owes nothing afterwards", () => {
    const { posted, runner, after } = setUp();
    runner.setRunning(false);
    for (let i = 0; i < 50; i++) after(20);
    expect(samplesIn(posted)).toBe(0);
    runner.setRunning(true);
    after(20);
    expect(samplesIn(posted)).toBe(5);
  });

  test("runs faster when told", () => {
    const { posted, runner, after } = setUp();
    runner.setSpeed(10);
    for (let i = 0; i < 50; i++) after(20);
    expect(samplesIn(posted)).toBe(2500);
  });

  test("marks what comes after a restart with the new epoch, from time zero", () => {
    const { posted, runner, after } = setUp();
    after(100);
    runner.restart(1);
    after(20);
    expect(posted.at(-1)).toMatchObject({ type: "samples", epoch: 1, count: 5, atSeconds: 0.02 });
  });
});
