/** The numbers that no trace shows: filling, ejection, flow and power. */
import { useView } from "../state/session-context.tsx";
import { formatNumber } from "./format.ts";
import type { ReadingForm } from "./reading.ts";
import { Tile } from "./tile.tsx";

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
];

const total: ReadingForm = { indices: ["total_flow_L_min"], digits: 1, unit: "L/min" };
const power: ReadingForm = { indices: ["cpo_W"], digits: 2, unit: "W" };

export function DerivedTiles() {
  return (
    <dl className="derived">
      {tiles.map((tile) => (
        <Tile key={tile.id} {...tile} />
      ))}
      <Tile id="total" label="Total flow" meaning="what heart and devices give the body" form={total}>
        <CardiacIndex />
      </Tile>
      <Tile id="cpo" label="CPO" meaning="cardiac power output" form={power} />
    </dl>
  );
}

function CardiacIndex() {
  const text = useView(({ readings }) => formatNumber(readings?.ci_L_min_m2, 1));
  return (
    <dd className="tile-more" data-tile="ci">
      CI <b>{text}</b> L/min/m²
    </dd>
  );
}
