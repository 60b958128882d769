import { expect, test } from "vitest";
import { spansOf } from "../../src/state/averaging.ts";
import { initialSettings } from "../../src/state/settings.ts";

const spans = (values: Record<string, number>, iabp = true) => {
  const { averaged, drawn } = spansOf(
    { ...initialSettings, support: { ...initialSettings.support, iabp }, values },
    [],
  );
  return [averaged, drawn];
};

test("numbers are averaged over what recurs: the balloon's ratio, extra beats, breaths", () => {
  expect(spans({})).toEqual([1, 1]);
  expect(spans({ "iabp.ratio": 3 })).toEqual([3, 3]);
  expect(spans({ "iabp.ratio": 3 }, false)).toEqual([1, 1]);
  expect(spans({ "iabp.ratio": 2, "heart.ectopic_every": 3 })).toEqual([6, 6]);
  expect(spans({ "iabp.ratio": 2, "thorax.swing_mmHg": -5, "thorax.breath_beats": 5 })).toEqual([10, 2]);
  expect(spans({ "thorax.swing_mmHg": 0, "thorax.breath_beats": 5 })).toEqual([1, 1]);
});

test("in atrial fibrillation over a dozen beats; in arrest nothing of the heart counts", () => {
  expect(spans({ "heart.rhythm": 1 })).toEqual([12, 4]);
  expect(spans({ "heart.rhythm": 1, "heart.ectopic_every": 4, "heart.arrested": 1 })).toEqual([1, 1]);
});

test("never over more beats than are kept", () => {
  expect(
    spans({ "iabp.ratio": 4, "heart.ectopic_every": 10, "thorax.swing_mmHg": 5, "thorax.breath_beats": 7 }),
  ).toEqual([24, 20]);
});
