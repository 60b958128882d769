import { describe, expect, test } from "vitest";
import { type Lane, laneInset } from "../../src/monitor/lanes.ts";
import { SignalHistory } from "../../src/monitor/signal-history.ts";
import { TraceRenderer } from "../../src/monitor/trace-renderer.ts";

const lane: Lane = {
  id: "pa",
  label: "P",
  unit: "mmHg",
  weight: 1,
  traces: [
    {
      signal: "p",
      colour: "trace-p",
      style: "main",
      ladder: [
        { low: 0, high: 100, ticks: [] },
        { low: 0, high: 200, ticks: [] },
      ],
    },
  ],
};

/** Notes what is erased and drawn, in the order of the calls. */
function recorder() {
  const calls: { kind: "erase" | "move" | "line"; x: number; y: number; width?: number }[] = [];
  const context = {
    canvas: { width: 0, height: 0 },
    clearRect: (x: number, y: number, width: number) => calls.push({ kind: "erase", x, y, width }),
    moveTo: (x: number, y: number) => calls.push({ kind: "move", x, y }),
    lineTo: (x: number, y: number) => calls.push({ kind: "line", x, y }),
    beginPath: () => {},
    stroke: () => {},
    fillRect: () => {},
  };
  return { calls, context: context as unknown as CanvasRenderingContext2D };
}

function setUp() {
  const { calls, context } = recorder();
  const history = new SignalHistory(["p"], 1024);
  const rungs: (readonly (readonly number[])[])[] = [];
  const renderer = new TraceRenderer(context, history, [lane], (now) => rungs.push(now));
  // One pixel a sample: 250 px a second.
  renderer.resize(100, 118, 1, 250);
  const feed = (values: number[]) => history.append(values.length, Float32Array.from(values));
  return { calls, renderer, feed, rungs };
}

const height = 118 - laneInset.top - laneInset.bottom;

describe("the trace renderer", () => {
  test("draws only what is new, joined to what was drawn, and erases only the bar ahead", () => {
    const { calls, renderer, feed } = setUp();
    feed([0, 50, 100]);
    renderer.draw(3);
    calls.length = 0;
    feed([100, 0]);
    renderer.draw(5);
    expect(calls).toEqual([
      { kind: "erase", x: 19, y: 0, width: 2 },
      { kind: "move", x: 2, y: laneInset.top },
      { kind: "line", x: 3, y: laneInset.top },
      { kind: "line", x: 4, y: laneInset.top + height },
    ]);
  });

  test("draws nothing when nothing is new", () => {
    const { calls, renderer, feed } = setUp();
    feed([1, 2]);
    renderer.draw(2);
    calls.length = 0;
    renderer.draw(2);
    expect(calls).toEqual([]);
  });

  test("goes on at the left edge when it reaches the right one", () => {
    const { calls, renderer, feed } = setUp();
    feed(new Array(98).fill(0));
    renderer.draw(98);
    calls.length = 0;
    feed([0, 0, 0, 0]);
    renderer.draw(102);
    const drawn = calls.filter(({ kind }) => kind !== "erase").map(({ kind, x }) => [kind, x]);
    expect(drawn).toEqual([
      ["move", 97],
      ["line", 98],
      ["line", 99],
      ["line", 100],
      ["move", -1],
      ["line", 0],
      ["line", 1],
    ]);
  });

  test("widens the axis when a value leaves it, tells so, and draws the screen again", () => {
    const { calls, renderer, feed, rungs } = setUp();
    feed([50, 150]);
    renderer.draw(2);
    expect(rungs.at(-1)).toEqual([[1]]);
    expect(calls.at(-1)).toEqual({ kind: "line", x: 1, y: laneInset.top + 0.25 * height });
    feed([50]);
    renderer.draw(3);
    expect(rungs).toHaveLength(1);
    renderer.restart();
    expect(rungs.at(-1)).toEqual([[0]]);
  });

  test("shows other lanes from the history, and lanes that stay keep their axis", () => {
    const { calls, renderer, feed, rungs } = setUp();
    feed([0, 150]);
    renderer.draw(2);
    expect(rungs.at(-1)).toEqual([[1]]);
    renderer.show([{ ...lane, id: "cvp" }, lane]);
    expect(rungs.at(-1)).toEqual([[0], [1]]);
    calls.length = 0;
    renderer.draw(2);
    const [first] = calls.filter(({ kind }) => kind === "erase");
    expect(first).toMatchObject({ x: 0, width: 100 });
    expect(rungs.at(-1)).toEqual([[1], [1]]);
  });
});
