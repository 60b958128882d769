import type { Device } from "./settings.ts";

/** The keys of the page, and when a key press is one of them. No React and no DOM events here, so that tests can ask. */
export type Command =
  | { do: "pause" }
  | { do: "toggle"; device: Device }
  | { do: "ratio"; ratio: number }
  | { do: "freeze" }
  | { do: "help" };

export interface Shortcut {
  readonly keys: readonly string[];
  /** As shown in the list of keys. */
  readonly shown: string;
  readonly does: string;
  readonly command: (key: string) => Command;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: [" "], shown: "Space", does: "Pause or resume", command: () => ({ do: "pause" }) },
  { keys: ["i"], shown: "I", does: "IABP on or off", command: () => ({ do: "toggle", device: "iabp" }) },
  { keys: ["e"], shown: "E", does: "VA-ECMO on or off", command: () => ({ do: "toggle", device: "va-ecmo" }) },
  { keys: ["p"], shown: "P", does: "Impella on or off", command: () => ({ do: "toggle", device: "impella" }) },
  { keys: ["t"], shown: "T", does: "TandemHeart on or off", command: () => ({ do: "toggle", device: "tandemheart" }) },
  {
    keys: ["1", "2", "3", "4"],
    shown: "1 to 4",
    does: "IABP ratio 1:1 to 1:4",
    command: (key) => ({ do: "ratio", ratio: Number(key) }),
  },
  {
    keys: ["f"],
    shown: "F",
    does: "Freeze loop and numbers to compare with, or clear them",
    command: () => ({ do: "freeze" }),
  },
  { keys: ["?"], shown: "?", does: "Show or hide this list", command: () => ({ do: "help" }) },
];

/** What has the focus, as far as keys go. */
export type Focus = "text" | "activates-on-space" | "other";

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

export function commandOf(press: KeyPress, focus: Focus): Command | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || focus === "text") return null;
  // Space presses the button or turns the switch that has the focus; it must not also pause.
  if (press.key === " " && focus === "activates-on-space") return null;
  const key = press.key.toLowerCase();
  return shortcuts.find(({ keys }) => keys.includes(key))?.command(key) ?? null;
}

interface Focused {
  readonly tagName: string;
  readonly type?: string;
  readonly checked?: boolean;
  readonly isContentEditable?: boolean;
}

export function focusOf(element: Focused | null): Focus {
  if (!element) return "other";
  if (element.isContentEditable) return "text";
  switch (element.tagName) {
    case "TEXTAREA":
    case "SELECT":
      return "text";
    case "BUTTON":
    case "A":
    case "SUMMARY":
      return "activates-on-space";
    case "INPUT":
      // Space does nothing to the radio button that is chosen already.
      if (element.type === "radio") return element.checked ? "other" : "activates-on-space";
      if (element.type === "checkbox") return "activates-on-space";
      return element.type === "range" ? "other" : "text";
    default:
      return "other";
  }
}
