/** Chooses the traces: a button that opens a list of checkboxes over the screen. */
import { Popover } from "../controls/popover.tsx";
import { allLanes } from "./lanes.ts";
import { showLane, useShownLanes } from "./shown-lanes.ts";

export function LaneMenu() {
  const shown = useShownLanes();
  return (
    <Popover label="Traces" className="lane-menu">
      <fieldset>
        <legend className="unseen">Traces on the screen</legend>
        {allLanes.map(({ id, choice }) => {
          if (choice === undefined) return null;
          const on = shown.some((lane) => lane.id === id);
          return (
            <label key={id} className="check">
              <input type="checkbox" checked={on} onChange={() => showLane(id, !on)} />
              {choice}
            </label>
          );
        })}
      </fieldset>
    </Popover>
  );
}
