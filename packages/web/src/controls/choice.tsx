/** One of several, by the browser's own menu. */
import { useId } from "react";
import type { Choice as Settings } from "../state/choices.ts";
import { useSession, useView } from "../state/session-context.tsx";
import { optionOf } from "../state/settings.ts";

export function Choice({ choice }: { choice: Settings }) {
  const session = useSession();
  const id = useId();
  const value = useView(({ settings, parameters }) => optionOf(choice, settings, parameters));
  const description = useView(({ parameters }) => parameters.find((p) => p.id === choice.id)?.description);
  return (
    <div className="choice">
      <label htmlFor={id}>{choice.label}</label>
      <select
        id={id}
        value={value}
        title={description}
        onChange={(event) => session.choose(choice, Number(event.target.value))}
      >
        {choice.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
