/** Oxygen and carbon dioxide: where the oxygenator's blood goes, what the body is given and takes. */
import { Popover } from "../controls/popover.tsx";
import { useView } from "../state/session-context.tsx";
import { formatNumber } from "../tiles/format.ts";
import { Tile, TileFrame } from "../tiles/tile.tsx";
import { Watershed } from "./watershed.tsx";

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly index: string;
  readonly digits: number;
  readonly unit: string;
}

const entry = (id: string, label: string, index: string, digits: number, unit: string): Entry => ({
  id,
  label,
  index,
  digits,
  unit,
});

const always: readonly Entry[] = [
  entry("do2", "DO₂", "do2_mL_min", 0, "mL/min"),
  entry("vo2", "VO₂", "vo2_mL_min", 0, "mL/min"),
  entry("pao2", "PaO₂", "pao2_right_radial_mmHg", 0, "mmHg"),
  entry("ph", "pH", "ph_right_radial", 2, ""),
  entry("paco2-panel", "PaCO₂", "paco2_right_radial_mmHg", 0, "mmHg"),
];
const withOxygenator: readonly Entry[] = [
  entry("o2-transfer", "ECMO O₂", "ecmo_o2_transfer_mL_min", 0, "mL/min"),
  entry("co2-transfer", "ECMO CO₂", "ecmo_co2_transfer_mL_min", 0, "mL/min"),
];
const withoutOxygenator: readonly Entry[] = [
  entry("be", "BE", "base_excess_mmol_L", 1, "mmol/L"),
  entry("shunt", "Shunt", "lung_shunt_fraction", 2, ""),
];

export function OxygenPanel() {
  const onEcmo = useView(({ settings }) => settings.support["va-ecmo"]);
  return (
    <>
      {onEcmo && <Watershed />}
      <dl className="tiles small">
        {[...always, ...(onEcmo ? withOxygenator : withoutOxygenator)].map((shown) => (
          <IndexTile key={shown.id} {...shown} />
        ))}
        <Microcirculation />
      </dl>
    </>
  );
}

const forms = new Map<string, { indices: readonly string[]; digits: number; unit: string }>();

/** One form an index, so that a tile's properties stay the same. */
function formOf(index: string, digits: number, unit: string) {
  const known = forms.get(index) ?? { indices: [index], digits, unit };
  forms.set(index, known);
  return known;
}

/** A tile that says what the engine says its index means. */
export function IndexTile({ id, label, index, digits, unit }: Entry) {
  const meaning = useView(({ meanings }) => meanings[index]);
  return <Tile id={id} label={label} meaning={meaning} form={formOf(index, digits, unit)} />;
}

/** A number that nobody can measure from the circulation: marked, with what it rests on in the engine's own words. */
function Microcirculation() {
  const text = useView(({ readings }) => formatNumber(readings?.microvascular_flow_index, 1));
  const meaning = useView(({ meanings }) => meanings.microvascular_flow_index);
  const parameters = useView((view) => view.parameters);
  const value = (id: string) => parameters.find((p) => p.id === `microcirculation.${id}`)?.default;
  return (
    <TileFrame
      id="mfi"
      label="MFI"
      meaning={meaning}
      more={
        <dd className="tile-more">
          <Popover label="hypothesis" className="above">
            <p className="assumption">
              {meaning}. Assumed: half of it is lost at {value("half_flow")} of the flow over need; capillaries close
              below a perfusion pressure of {value("opening_pressure_mmHg")} mmHg; weight of the pulse{" "}
              {value("pulse_weight")}; part of the microvessels that follow the circulation {value("coherence")}.
            </p>
          </Popover>
        </dd>
      }
    >
      <span className="tile-number">{text}</span>
    </TileFrame>
  );
}
