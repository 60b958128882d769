/**
 * Dark or light: the system's preference until the user chooses, then the user's choice, remembered in this browser.
 * The attribute `data-theme` on the root element carries a choice; theme/tokens.css turns it into colours.
 */
import { useSyncExternalStore } from "react";

export type Theme = "dark" | "light";

/** Also read by public/theme-at-once.js. */
const storageKey = "counterpulse.theme";
const systemIsLight = matchMedia("(prefers-color-scheme: light)");
const listeners = new Set<() => void>();
const notify = () => {
  for (const listener of listeners) listener();
};
systemIsLight.addEventListener("change", notify);

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return systemIsLight.matches ? "light" : "dark";
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  notify();
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(onThemeChange, currentTheme);
}

/** Colours of theme/tokens.css by name, as canvases understand them: resolved for the present theme. */
export function resolveColours(names: Iterable<string>): Map<string, string> {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colours = new Map<string, string>();
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    colours.set(name, style.color);
  }
  probe.remove();
  return colours;
}

const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Who asks for less motion keeps the sweep, which is the content and can be paused, but gets a loop without a moving
 * point, the calm pen at every speed, and no transitions.
 */
export const reducedMotion = () => stillness.matches;

export function onMotionChange(listener: () => void): () => void {
  stillness.addEventListener("change", listener);
  return () => stillness.removeEventListener("change", listener);
}
