/** The numbers that no trace shows: filling, ejection, flow and power. */
import type { ReadingForm } from "../tiles/reading.ts";
import { Tile } from "../tiles/tile.tsx";

interface Derived {
  readonly id: string;
  readonly label: string;
  readonly meaning: string;
  readonly colour?: string;
  readonly form: ReadingForm;
}

const tiles: readonly Derived[] = [
  {
    id: "lvedp",
    label: "LVEDP",
    meaning: "left ventricular end-diastolic pressure",
    form: { indices: ["lv_edp_mmHg"], digits: 0, unit: "mmHg" },
  },
  {
    id: "pcwp",
    label: "PCWP",
    meaning: "pulmonary capillary wedge pressure",
    colour: "trace-pa",
    form: { indices: ["pcwp_mmHg"], digits: 0, unit: "mmHg" },
  },
  {
    id: "sv",
    label: "SV",
    meaning: "stroke volume through the aortic valve",
    form: { indices: ["lv_sv_mL"], digits: 0, unit: "mL" },
  },
  {
    id: "lvef",
    label: "LVEF",
    meaning: "left ventricular ejection fraction",
    form: { indices: ["lvef_pct"], digits: 0, unit: "%", changeUnit: "points" },
  },
  {
    id: "co",
    label: "Native CO",
    meaning: "cardiac output of the heart itself",
    form: { indices: ["co_native_L_min"], digits: 1, unit: "L/min" },
  },
  {
    id: "pp",
    label: "PP",
    meaning: "pulse pressure, systolic minus end-diastolic pressure in the aortic root",
    colour: "trace-root",
    form: { indices: ["pulse_pressure_mmHg"], digits: 0, unit: "mmHg" },
  },
  {
    id: "total",
    label: "Total flow",
    meaning: "what heart and devices give the body",
    form: { indices: ["total_flow_L_min"], digits: 1, unit: "L/min" },
  },
  {
    id: "ci",
    label: "CI",
    meaning: "cardiac index: total flow over body surface",
    form: { indices: ["ci_L_min_m2"], digits: 1, unit: "L/min/m²" },
  },
  {
    id: "cpo",
    label: "CPO",
    meaning: "cardiac power output",
    form: { indices: ["cpo_W"], digits: 2, unit: "W" },
  },
];

export function HeartPanel() {
  return (
    <dl className="tiles">
      {tiles.map((tile) => (
        <Tile key={tile.id} {...tile} />
      ))}
    </dl>
  );
}
