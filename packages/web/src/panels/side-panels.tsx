/** The numbers that no trace shows, in three panels: side by side or below each other where there is room, else by choice. */
import { useState } from "react";
import { Segments } from "../controls/segments.tsx";
import type { Panel } from "../state/alerts.ts";
import { useView } from "../state/session-context.tsx";
import { CoronaryPanel } from "./coronary.tsx";
import { HeartPanel } from "./heart.tsx";
import { OxygenPanel } from "./oxygen.tsx";

const panels = [
  { id: "heart", label: "Heart", content: <HeartPanel /> },
  { id: "oxygen", label: "Oxygen", content: <OxygenPanel /> },
  { id: "coronary", label: "Coronary", content: <CoronaryPanel /> },
] as const satisfies readonly { id: Panel; label: string; content: unknown }[];

export function SidePanels() {
  const [chosen, setChosen] = useState<Panel>("heart");
  // A string, so that the choice is drawn again only when warnings come and go.
  const warned = useView(({ alerts }) => alerts.map(({ panel }) => panel ?? "").join(" ")).split(" ");
  return (
    <div className="panels">
      <div className="panel-choice">
        <Segments
          legend="Numbers of"
          quiet
          options={panels.map(({ id, label }) => ({
            value: id as Panel,
            label,
            mark: warned.includes(id) ? "has an alert" : null,
          }))}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      {panels.map(({ id, label, content }) => (
        <section key={id} className="panel" aria-label={label} data-panel={id} data-chosen={id === chosen}>
          <h2>{label}</h2>
          {content}
        </section>
      ))}
    </div>
  );
}
