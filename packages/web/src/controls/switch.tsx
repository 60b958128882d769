import type { ReactNode } from "react";

interface Props {
  on: boolean;
  onToggle: () => void;
  /** The single key that does the same. */
  shortcut?: string;
  children: ReactNode;
}

/** A checkbox with the role of a switch: keyboard and screen readers know it without any script. */
export function Switch({ on, onToggle, shortcut, children }: Props) {
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        onChange={onToggle}
        aria-keyshortcuts={shortcut}
      />
      <span className="switch-track" aria-hidden="true" />
      <span className="switch-label">{children}</span>
      <span className="switch-state" aria-hidden="true">
        {on ? "On" : "Off"}
      </span>
    </label>
  );
}
