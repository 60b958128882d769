/** Consoles: balloon pump, ECMO, and what drains the left heart. */
import { triggers } from "../state/choices.ts";
import { dials } from "../state/dials.ts";
import { useSession, useView } from "../state/session-context.tsx";
import {
  assistRatios,
  type Device,
  ecmoDial,
  type HoldMode,
  impellaModelOf,
  impellaModels,
  ratioOf,
  tandemDial,
} from "../state/settings.ts";
import { Card, CardRow } from "./card.tsx";
import { Choice } from "./choice.tsx";
import { Dial } from "./dial.tsx";
import { Segments } from "./segments.tsx";
import { Switch } from "./switch.tsx";

export function DeviceCards() {
  return (
    <>
      <IabpCard />
      <EcmoCard />
      <LeftHeartCard />
    </>
  );
}

const holdModes: readonly { value: HoldMode; label: string }[] = [
  { value: "flow", label: "Flow" },
  { value: "speed", label: "Speed" },
];

function DeviceSwitch({ device, shortcut, children }: { device: Device; shortcut: string; children: string }) {
  const session = useSession();
  const on = useView((view) => view.settings.support[device]);
  return (
    <Switch on={on} onToggle={() => session.toggleDevice(device)} shortcut={shortcut}>
      {children}
    </Switch>
  );
}

const useOn = (device: Device) => useView((view) => view.settings.support[device]);

function IabpCard() {
  const session = useSession();
  const on = useOn("iabp");
  const ratio = useView((view) => ratioOf(view.settings));
  return (
    <Card
      name="iabp"
      label="Balloon pump"
      on={on}
      head={
        <>
          <DeviceSwitch device="iabp" shortcut="I">
            IABP
          </DeviceSwitch>
          <div className="card-mode">
            <Segments
              legend="Assist"
              options={assistRatios.map((value) => ({ value, label: `1:${value}` }))}
              value={ratio}
              onChange={(value) => session.setRatio(value)}
            />
            <Choice choice={triggers} />
          </div>
        </>
      }
    >
      <Dial dial={dials.volume} />
      <Dial dial={dials.inflation} />
      <Dial dial={dials.deflation} />
    </Card>
  );
}

function EcmoCard() {
  const session = useSession();
  const on = useOn("va-ecmo");
  const mode = useView((view) => view.settings.ecmoMode);
  return (
    <Card
      name="ecmo"
      label="VA-ECMO"
      on={on}
      head={
        <>
          <DeviceSwitch device="va-ecmo" shortcut="E">
            VA-ECMO
          </DeviceSwitch>
          <div className="card-mode">
            <Segments legend="Hold" options={holdModes} value={mode} onChange={(next) => session.setEcmoMode(next)} />
          </div>
        </>
      }
    >
      <Dial key={mode} dial={ecmoDial(mode)} />
      <Dial dial={dials.sweep} />
      <Dial dial={dials.fdo2} />
      <Dial dial={dials.water} />
    </Card>
  );
}

/** What drains the left heart, each in one row: they have a setting or two. */
function LeftHeartCard() {
  return (
    <section className="card left-heart" aria-label="Impella, TandemHeart and vents">
      <ImpellaRow />
      <TandemRow />
      <CardRow name="vents" head={<h2>Vents</h2>}>
        <Dial dial={dials.atrialVent} />
        <Dial dial={dials.pulmonaryVent} />
        <Dial dial={dials.septostomy} />
      </CardRow>
    </section>
  );
}

function ImpellaRow() {
  const session = useSession();
  const on = useOn("impella");
  const model = useView((view) => impellaModelOf(view.settings, view.parameters));
  return (
    <CardRow
      name="impella"
      on={on}
      head={
        <>
          <DeviceSwitch device="impella" shortcut="P">
            Impella
          </DeviceSwitch>
          <div className="card-mode">
            <Segments
              legend="Impella model"
              quiet
              options={impellaModels.map(({ id, label }) => ({ value: id as number, label }))}
              value={model}
              onChange={(id) => session.setImpellaModel(id)}
            />
          </div>
        </>
      }
    >
      <Dial dial={dials.impellaLevel} />
    </CardRow>
  );
}

function TandemRow() {
  const session = useSession();
  const on = useOn("tandemheart");
  const mode = useView((view) => view.settings.tandemMode);
  return (
    <CardRow
      name="tandem"
      on={on}
      head={
        <>
          <DeviceSwitch device="tandemheart" shortcut="T">
            TandemHeart
          </DeviceSwitch>
          <div className="card-mode">
            <Segments
              legend="TandemHeart holds"
              quiet
              options={holdModes}
              value={mode}
              onChange={(next) => session.setTandemMode(next)}
            />
          </div>
        </>
      }
    >
      <Dial key={mode} dial={tandemDial(mode)} />
    </CardRow>
  );
}
