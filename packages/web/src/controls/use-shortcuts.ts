import { useEffect } from "react";
import { type Command, commandOf, focusOf } from "../state/keyboard.ts";
import type { Session } from "../state/session.ts";
import { useSession } from "../state/session-context.tsx";
import { shortcutPreference } from "../state/shortcut-preference.ts";

/** Listens to the whole page; `help` shows or hides the list of keys. */
export function useShortcuts(help: { shown: boolean; toggle: () => void }): void {
  const session = useSession();
  useEffect(() => {
    // Who points at a switch and then presses Space means the page; who went there with Tab means the switch.
    let pointed = false;
    const point = () => {
      pointed = true;
    };
    const listen = (event: KeyboardEvent) => {
      if (event.key === "Tab" || event.key.startsWith("Arrow")) pointed = false;
      if (!shortcutPreference.get().on) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const focus = focusOf(target);
      const command = commandOf(event, pointed && focus === "activates-on-space" ? "other" : focus);
      // Behind the open list nothing happens by accident.
      if (!command || (help.shown && command.do !== "help")) return;
      event.preventDefault();
      // Else releasing the key would still press the button.
      if (command.do === "pause" && focus === "activates-on-space") target?.blur();
      if (command.do === "help") help.toggle();
      else carryOut(command, session);
    };
    document.addEventListener("keydown", listen);
    document.addEventListener("pointerdown", point);
    return () => {
      document.removeEventListener("keydown", listen);
      document.removeEventListener("pointerdown", point);
    };
  }, [session, help.shown, help.toggle]);
}

function carryOut(command: Exclude<Command, { do: "help" }>, session: Session): void {
  switch (command.do) {
    case "pause":
      session.setRunning(!session.settings.running);
      break;
    case "toggle":
      session.toggleDevice(command.device);
      break;
    case "ratio":
      session.setRatio(command.ratio);
      break;
    case "freeze":
      session.toggleFreeze();
      break;
  }
}
