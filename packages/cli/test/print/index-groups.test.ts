import { INDICES } from "@counterpulse/engine";
import { expect, test } from "vitest";
import { decimalsOf, groupsFor, INDEX_GROUPS, labelOf, unitText } from "../../src/print/index-groups.ts";
import { INDEX_IDS } from "../contract.ts";

const ids = INDEX_GROUPS.flatMap((group) => group.rows.map((row) => row.id));

test("every index has its words and stands once", () => {
  expect(ids).toEqual(expect.arrayContaining([...INDEX_IDS, ...INDICES.map((index) => index.id)]));
  expect(new Set(ids).size).toBe(ids.length);
});

test("an index that nobody has put into words yet is shown under its id", () => {
  expect(groupsFor(["cvp_mmHg", "new_index"]).at(-1)).toEqual({
    title: "Other",
    rows: [{ id: "new_index", label: "new_index", decimals: 2 }],
  });
  expect(groupsFor(["cvp_mmHg"])).toBe(INDEX_GROUPS);
});

test("words that stand by themselves", () => {
  const ids = ["aortic_mean_mmHg", "total_flow_L_min", "coronary_lad_flow_mL_min", "pcwp_mmHg", "new_index"];
  expect(ids.map(labelOf)).toEqual([
    "aortic mean",
    "flow, total",
    "coronary flow, left anterior descending",
    "wedge (PCWP)",
    "new_index",
  ]);
});

test("decimals and units as one reads them", () => {
  expect(["aortic_mean_mmHg", "pcwp_mmHg", "co_native_L_min", "new_index"].map(decimalsOf)).toEqual([0, 1, 2, 2]);
  expect(["1", "mmHg", "L/min/m2", "degC"].map(unitText)).toEqual(["", "mmHg", "L/min/m²", "°C"]);
});
