/** A switch for parameters of the engine that are on or off. */
import type { Toggle as Settings } from "../state/choices.ts";
import { useSession, useView } from "../state/session-context.tsx";
import { isOn } from "../state/settings.ts";
import { Switch } from "./switch.tsx";

export function Toggle({ toggle }: { toggle: Settings }) {
  const session = useSession();
  const on = useView(({ settings, parameters }) => isOn(toggle, settings, parameters));
  return (
    <Switch on={on} onToggle={() => session.toggle(toggle)}>
      {toggle.label}
    </Switch>
  );
}
