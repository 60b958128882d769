/** The settings: side by side below the monitor, or on a narrow screen a sheet that opens over its foot. */
import { useState } from "react";
import { useSession, useView } from "../state/session-context.tsx";
import {
  assistRatios,
  dials,
  ecmoDial,
  type HoldMode,
  impellaModelOf,
  impellaModels,
  patients,
  ratioOf,
  tandemDial,
} from "../state/settings.ts";
import { Dial } from "./dial.tsx";
import { CloseIcon, SlidersIcon } from "./icons.tsx";
import { Menu } from "./menu.tsx";
import { Segments } from "./segments.tsx";
import { Switch } from "./switch.tsx";

export function ControlDock() {
  const [open, setOpen] = useState(false);
  return (
    <section className="dock" aria-label="Controls" data-open={open}>
      <div className="cards" id="control-cards">
        <IabpCard />
        <EcmoCard />
        <LeftHeartCard />
        <PatientCard />
      </div>
      <button
        type="button"
        className="dock-toggle"
        aria-expanded={open}
        aria-controls="control-cards"
        onClick={() => setOpen(!open)}
      >
        {open ? <CloseIcon /> : <SlidersIcon />}
        {open ? "Close" : "Adjust"}
      </button>
    </section>
  );
}

const holdModes: readonly { value: HoldMode; label: string }[] = [
  { value: "flow", label: "Flow" },
  { value: "speed", label: "Speed" },
];

function IabpCard() {
  const session = useSession();
  const settings = useView((view) => view.settings);
  return (
    <section className="card iabp" aria-label="Balloon pump" data-on={settings.support.iabp}>
      <div className="card-head">
        <Switch on={settings.support.iabp} onToggle={() => session.toggleDevice("iabp")} shortcut="I">
          IABP
        </Switch>
        <div className="card-mode">
          <Segments
            legend="Assist"
            options={assistRatios.map((ratio) => ({ value: ratio, label: `1:${ratio}` }))}
            value={ratioOf(settings)}
            onChange={(ratio) => session.setRatio(ratio)}
          />
        </div>
      </div>
      <div className="card-body">
        <Dial dial={dials.volume} />
        <Dial dial={dials.inflation} />
        <Dial dial={dials.deflation} />
      </div>
    </section>
  );
}

function EcmoCard() {
  const session = useSession();
  const settings = useView((view) => view.settings);
  return (
    <section className="card ecmo" aria-label="VA-ECMO" data-on={settings.support["va-ecmo"]}>
      <div className="card-head">
        <Switch on={settings.support["va-ecmo"]} onToggle={() => session.toggleDevice("va-ecmo")} shortcut="E">
          VA-ECMO
        </Switch>
        <div className="card-mode">
          <Segments
            legend="Hold"
            options={holdModes}
            value={settings.ecmoMode}
            onChange={(mode) => session.setEcmoMode(mode)}
          />
        </div>
      </div>
      <div className="card-body">
        <Dial key={settings.ecmoMode} dial={ecmoDial(settings.ecmoMode)} />
      </div>
    </section>
  );
}

/** The pumps that drain the left heart, each in one row: they have a setting or two. */
function LeftHeartCard() {
  return (
    <section className="card left-heart" aria-label="Impella and TandemHeart">
      <ImpellaRow />
      <TandemRow />
    </section>
  );
}

function ImpellaRow() {
  const session = useSession();
  const on = useView((view) => view.settings.support.impella);
  const model = useView((view) => impellaModelOf(view.settings, view.parameters));
  return (
    <div className="card-row impella" data-on={on}>
      <Switch on={on} onToggle={() => session.toggleDevice("impella")} shortcut="P">
        Impella
      </Switch>
      <div className="card-mode">
        <Segments
          legend="Impella model"
          quiet
          options={impellaModels.map(({ id, label }) => ({ value: id as number, label }))}
          value={model}
          onChange={(id) => session.setImpellaModel(id)}
        />
      </div>
      <div className="card-body">
        <Dial dial={dials.impellaLevel} />
      </div>
    </div>
  );
}

function TandemRow() {
  const session = useSession();
  const on = useView((view) => view.settings.support.tandemheart);
  const mode = useView((view) => view.settings.tandemMode);
  return (
    <div className="card-row tandem" data-on={on}>
      <Switch on={on} onToggle={() => session.toggleDevice("tandemheart")} shortcut="T">
        TandemHeart
      </Switch>
      <div className="card-mode">
        <Segments
          legend="TandemHeart holds"
          quiet
          options={holdModes}
          value={mode}
          onChange={(next) => session.setTandemMode(next)}
        />
      </div>
      <div className="card-body">
        <Dial key={mode} dial={tandemDial(mode)} />
      </div>
    </div>
  );
}

function PatientCard() {
  const session = useSession();
  const patient = useView((view) => view.settings.patient);
  return (
    <section className="card patient" aria-label="Patient">
      <div className="card-head">
        <Menu
          label="Patient"
          options={patients.map(({ id, label, title }) => ({ value: id, label, title }))}
          value={patient}
          onChange={(id) => session.setPatient(id)}
        />
      </div>
      <div className="card-body">
        <Dial dial={dials.rate} />
        <Dial dial={dials.contractility} />
      </div>
    </section>
  );
}
