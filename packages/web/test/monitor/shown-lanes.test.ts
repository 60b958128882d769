import { expect, test } from "vitest";
import { allLanes, observedSignals } from "../../src/monitor/lanes.ts";
import { lanesWithout } from "../../src/monitor/shown-lanes.ts";

const ids = (hidden: Parameters<typeof lanesWithout>[0]) => lanesWithout(hidden).map(({ id }) => id);

test("lanes are hidden by choice, in their order, but never ECG, pressure and saturation", () => {
  expect(ids([])).toEqual(allLanes.map(({ id }) => id));
  expect(ids(["lad", "resp"])).toEqual(["ecg", "root", "radial", "pa", "cvp", "balloon", "ecmo"]);
  expect(ids(["ecg", "root", "radial"])).toEqual(allLanes.map(({ id }) => id));
});

test("the worker sends the signals of hidden lanes too, so that they show their past at once", () => {
  for (const { traces } of allLanes) for (const { signal } of traces) expect(observedSignals).toContain(signal);
});
