/** The settings: side by side below the monitor, or on a narrow screen a sheet that opens over its foot. */
import { useState } from "react";
import { useSession, useView } from "../state/session-context.tsx";
import { assistRatios, dials, patients, ratioOf } from "../state/settings.ts";
import { Dial } from "./dial.tsx";
import { CloseIcon, SlidersIcon } from "./icons.tsx";
import { Segments } from "./segments.tsx";
import { Switch } from "./switch.tsx";

export function ControlDock() {
  const [open, setOpen] = useState(false);
  return (
    <section className="dock" aria-label="Controls" data-open={open}>
      <div className="cards" id="control-cards">
        <IabpCard />
        <EcmoCard />
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
            options={[
              { value: "flow", label: "Flow" },
              { value: "speed", label: "Speed" },
            ]}
            value={settings.ecmoMode}
            onChange={(mode) => session.setEcmoMode(mode)}
          />
        </div>
      </div>
      <div className="card-body">
        <Dial key={settings.ecmoMode} dial={dials[settings.ecmoMode]} />
      </div>
    </section>
  );
}

function PatientCard() {
  const session = useSession();
  const patient = useView((view) => view.settings.patient);
  return (
    <section className="card patient" aria-label="Patient">
      <div className="card-head">
        <Segments
          legend="Patient"
          options={patients.map(({ id, label }) => ({ value: id as string, label }))}
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
