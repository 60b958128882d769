/** Which view is shown, told by the address: nothing for the bedside, `#evidence/section/item` for the evidence. */
import { useSyncExternalStore } from "react";

export const SECTIONS = ["studies", "pools", "editorial", "calculator"] as const;
export type Section = (typeof SECTIONS)[number];

export type Route =
  | { readonly view: "bedside" }
  | { readonly view: "evidence"; readonly section: Section; readonly item: string | null };

/** What is not known leads to the view it begins with; an item is looked up by its section. */
export function parseRoute(hash: string): Route {
  const [view, section = SECTIONS[0], item = ""] = hash.replace(/^#\/?/, "").split("/");
  if (view !== "evidence") return { view: "bedside" };
  const known = SECTIONS.find((name) => name === section);
  return { view, section: known ?? SECTIONS[0], item: known && item !== "" ? decode(item) : null };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function formatRoute(route: Route): string {
  if (route.view === "bedside") return "#";
  const { section, item } = route;
  if (item !== null) return `#evidence/${section}/${encodeURIComponent(item)}`;
  return section === SECTIONS[0] ? "#evidence" : `#evidence/${section}`;
}

export const evidenceAddress = (section: Section, item: string | null = null): string =>
  formatRoute({ view: "evidence", section, item });

export const currentRoute = (): Route => parseRoute(location.hash);

export function onRouteChange(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}

let moved = false;
// At the start of the page, so that it is known before anything is drawn anew.
globalThis.addEventListener?.("hashchange", () => {
  moved = true;
});

/** Whether the reader came here from another view or part, rather than by opening the page. */
export const hasMoved = () => moved;

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(onRouteChange, () => location.hash));
}
