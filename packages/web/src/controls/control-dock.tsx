/** The settings, in groups: below the monitor, or on a narrow screen in a sheet that opens over its foot. */
import { type ReactNode, useState } from "react";
import { DeviceCards } from "./device-cards.tsx";
import { DrugCards } from "./drug-cards.tsx";
import { HeartCards } from "./heart-cards.tsx";
import { CloseIcon, SlidersIcon } from "./icons.tsx";
import { LungCards } from "./lung-cards.tsx";
import { Segments } from "./segments.tsx";

const groups: readonly { id: string; label: string; cards: ReactNode }[] = [
  { id: "devices", label: "Devices", cards: <DeviceCards /> },
  { id: "heart", label: "Heart", cards: <HeartCards /> },
  { id: "lungs", label: "Lungs, blood", cards: <LungCards /> },
  { id: "drugs", label: "Drugs", cards: <DrugCards /> },
];

export function ControlDock() {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(groups[0].id);
  return (
    <section className="dock" aria-label="Controls" data-open={open}>
      <div className="groups">
        <Segments
          legend="Controls of"
          quiet
          options={groups.map(({ id, label }) => ({ value: id, label }))}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      <div className="group-cards" id="control-cards">
        {groups.map(({ id, cards }) => (
          <div className="cards" key={id} data-group={id} data-chosen={id === chosen}>
            {cards}
          </div>
        ))}
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
