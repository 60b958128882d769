/** The numbers that belong to a trace, beside it and in its colour. */
import { useView } from "../state/session-context.tsx";
import { type Device, dials, ratioOf, valueOf } from "../state/settings.ts";
import { formatNumber } from "./format.ts";
import type { ReadingForm } from "./reading.ts";
import { Tile, TileFrame } from "./tile.tsx";

const form = (unit: string, digits: number, ...indices: string[]): ReadingForm => ({ indices, digits, unit });

const heartRate = form("/min", 0, "hr_per_min");
const arterial = form("mmHg", 0, "aortic_systolic_mmHg", "aortic_end_diastolic_mmHg", "aortic_mean_mmHg");
const pulmonary = form("mmHg", 0, "pa_systolic_mmHg", "pa_diastolic_mmHg", "pa_mean_mmHg");
const venous = form("mmHg", 0, "cvp_mmHg");
const deviceFlow = form("L/min", 1, "device_flow_L_min");

export function Vitals() {
  return (
    <dl className="vitals">
      <Tile id="hr" label="HR" meaning="heart rate" colour="trace-ecg" form={heartRate} />
      <Tile id="abp" label="ABP" meaning="arterial pressure in the aortic root" colour="trace-root" form={arterial}>
        <Augmented />
      </Tile>
      <Tile id="pa" label="PA" meaning="pulmonary artery pressure" colour="trace-pa" form={pulmonary} />
      <Tile id="cvp" label="CVP" meaning="central venous pressure" colour="trace-cvp" form={venous} />
      <BalloonTile />
      <FlowTile />
    </dl>
  );
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
