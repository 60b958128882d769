/** Which lanes are on the screen; what is chosen stays in this browser. */
import { useMemo } from "react";
import { createStore, useStore } from "../state/store.ts";
import { allLanes, type Lane, type LaneId } from "./lanes.ts";

const storageKey = "counterpulse.hidden-lanes";
const hiddenAtFirst: readonly LaneId[] = ["lad", "resp"];

function remembered(): readonly LaneId[] {
  try {
    const stored = localStorage.getItem(storageKey)?.split(",");
    return stored ? allLanes.map(({ id }) => id).filter((id) => stored.includes(id)) : hiddenAtFirst;
  } catch {
    return hiddenAtFirst;
  }
}

const preference = createStore({ hidden: remembered() });

/** The same array for the same choice. */
export function useShownLanes(): readonly Lane[] {
  const hidden = useStore(preference, (value) => value.hidden);
  return useMemo(() => lanesWithout(hidden), [hidden]);
}

export function lanesWithout(hidden: readonly LaneId[]): readonly Lane[] {
  return allLanes.filter(({ id, choice }) => choice === undefined || !hidden.includes(id));
}

export function showLane(id: LaneId, shown: boolean): void {
  const { hidden } = preference.get();
  const next = shown ? hidden.filter((other) => other !== id) : [...hidden, id];
  preference.update({ hidden: next });
  try {
    localStorage.setItem(storageKey, next.join(","));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
