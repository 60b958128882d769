/** The numbers that belong to a trace, beside it and in its colour. */
import type { ReactNode } from "react";
import type { LaneId } from "../monitor/lanes.ts";
import { useShownLanes } from "../monitor/shown-lanes.ts";
import { rhythms } from "../state/choices.ts";
import { dials } from "../state/dials.ts";
import { useView } from "../state/session-context.tsx";
import { type Device, effective, optionOf, ratioOf, valueOf } from "../state/settings.ts";
import { formatNumber } from "./format.ts";
import type { ReadingForm } from "./reading.ts";
import { Tile, TileFrame } from "./tile.tsx";

const form = (unit: string, digits: number, ...indices: string[]): ReadingForm => ({ indices, digits, unit });

const heartRate = form("/min", 0, "hr_per_min");
const arterial = form("mmHg", 0, "aortic_systolic_mmHg", "aortic_end_diastolic_mmHg", "aortic_mean_mmHg");
const saturation = { ...form("%", 0, "sao2_right_radial_pct"), changeUnit: "points" };
const pulmonary = form("mmHg", 0, "pa_systolic_mmHg", "pa_diastolic_mmHg", "pa_mean_mmHg");
const venous = form("mmHg", 0, "cvp_mmHg");
const ladFlow = form("mL/min", 0, "coronary_lad_flow_mL_min");
const carbonDioxide = form("mmHg", 0, "paco2_right_radial_mmHg");
const deviceFlow = form("L/min", 1, "device_flow_L_min");

const tiles: Readonly<Record<LaneId, ReactNode>> = {
  ecg: <HeartRate />,
  root: (
    <Tile id="abp" label="ABP" meaning="arterial pressure in the aortic root" colour="trace-root" form={arterial}>
      <Augmented />
    </Tile>
  ),
  radial: (
    <Tile
      id="spo2"
      label="SpO₂ right hand"
      meaning="oxygen saturation in the right radial artery"
      colour="trace-radial"
      form={saturation}
    >
      <Oxygenation />
    </Tile>
  ),
  pa: <Tile id="pa" label="PA" meaning="pulmonary artery pressure" colour="trace-pa" form={pulmonary} />,
  cvp: <Tile id="cvp" label="CVP" meaning="central venous pressure" colour="trace-cvp" form={venous} />,
  lad: (
    <Tile
      id="lad"
      label="LAD"
      meaning="flow into the left anterior descending artery"
      colour="trace-lad"
      form={ladFlow}
    />
  ),
  resp: (
    <Tile
      id="paco2"
      label="PaCO₂"
      meaning="carbon dioxide tension in the right radial artery"
      colour="trace-resp"
      form={carbonDioxide}
    />
  ),
  balloon: <BalloonTile />,
  ecmo: <FlowTile />,
};

export function Vitals() {
  return (
    <dl className="vitals">
      {useShownLanes().map(({ id }) => (
        <Lane key={id} id={id} />
      ))}
    </dl>
  );
}

const Lane = ({ id }: { id: LaneId }) => tiles[id];

/** In an arrested heart the index is the balloon console's rate, which nobody would take for a pulse. */
function HeartRate() {
  const arrested = useView(({ settings, parameters }) => effective("heart.arrested", settings, parameters) > 0.5);
  const rhythm = useView(({ settings, parameters }) => optionOf(rhythms, settings, parameters));
  if (arrested) {
    return (
      <TileFrame id="hr" label="HR" meaning="heart rate" colour="trace-ecg">
        <span className="tile-off">Arrest</span>
      </TileFrame>
    );
  }
  const label = ["HR", "HR, AF", "HR, paced"][rhythm];
  return <Tile id="hr" label={label} meaning="heart rate" colour="trace-ecg" form={heartRate} />;
}

/** The peak that the balloon makes in diastole: only there while it pumps. */
function Augmented() {
  const text = useView(({ settings, readings }) =>
    settings.support.iabp ? formatNumber(readings?.aortic_augmented_diastolic_mmHg, 0) : null,
  );
  if (text === null) return null;
  return (
    <dd className="tile-more" data-tile="augmented">
      Augmented <b>{text}</b> mmHg
    </dd>
  );
}

/** What the saturation is worth to the body; the temperature where it is not normal. */
function Oxygenation() {
  const venousSaturation = useView(({ readings }) => formatNumber(readings?.svo2_pct, 0));
  const lactate = useView(({ readings }) => formatNumber(readings?.lactate_mmol_L, 1));
  const temperature = useView(({ readings }) => {
    const value = readings?.temperature_C;
    return typeof value === "number" && Math.abs(value - 37) >= 0.2 ? formatNumber(value, 1) : null;
  });
  return (
    <dd className="tile-more tile-row">
      <span data-tile="svo2">
        SvO₂ <b>{venousSaturation}</b> %
      </span>
      <span data-tile="lactate" title="lactate in blood, mmol/L">
        Lac <b>{lactate}</b>
        <span className="unseen"> mmol/L lactate</span>
      </span>
      {temperature && (
        <span data-tile="temperature">
          <b>{temperature}</b> °C
        </span>
      )}
    </dd>
  );
}

function BalloonTile() {
  const text = useView(({ settings }) => (settings.support.iabp ? `1:${ratioOf(settings)}` : "Off"));
  const volume = useView(({ settings, parameters }) =>
    settings.support.iabp ? valueOf(dials.volume, settings, parameters) : null,
  );
  return (
    <TileFrame id="iabp" label="IABP" meaning="intra-aortic balloon pump" colour="trace-balloon">
      <span className={volume === null ? "tile-off" : "tile-number"}>{text}</span>
      {volume !== null && <span className="tile-unit"> {volume} mL</span>}
    </TileFrame>
  );
}

/** Devices that give a flow, under the words that fit the tile. */
const flowDevices: readonly { device: Device; label: string; colour: string }[] = [
  { device: "va-ecmo", label: "ECMO", colour: "trace-ecmo" },
  { device: "impella", label: "Impella", colour: "trace-impella" },
  { device: "tandemheart", label: "TandemHeart", colour: "trace-tandem" },
];

/** What the devices give together; named after the only one, if it is one. */
function FlowTile() {
  const support = useView(({ settings }) => settings.support);
  const on = flowDevices.filter(({ device }) => support[device]);
  const { label, colour } = on.length > 1 ? { label: "Devices", colour: "trace-ecmo" } : (on[0] ?? flowDevices[0]);
  const meaning =
    on.length > 1 ? `flow of ${on.map((d) => d.label).join(" and ")}` : `flow through the ${label} circuit`;
  if (on.length > 0) return <Tile id="ecmo" label={label} meaning={meaning} colour={colour} form={deviceFlow} />;
  return (
    <TileFrame id="ecmo" label={label} meaning={meaning} colour={colour}>
      <span className="tile-off">Off</span>
    </TileFrame>
  );
}
