/**
 * Whether single keys are shortcuts. Speech input and tremor can press keys that nobody meant (WCAG 2.1.4), so they can
 * be turned off, and stay off in this browser.
 */
import { createStore } from "./store.ts";

const storageKey = "counterpulse.single-keys";

function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export const shortcutPreference = createStore({ on: remembered() });

export function setShortcuts(on: boolean): void {
  shortcutPreference.update({ on });
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
