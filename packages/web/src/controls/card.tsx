/** A frame around controls that belong together: name or switch above, sliders below. */
import type { ReactNode } from "react";

interface Props {
  name: string;
  label: string;
  /** Whether the device runs; nothing for what is always there. */
  on?: boolean;
  head?: ReactNode;
  children: ReactNode;
}

export function Card({ name, label, on, head, children }: Props) {
  return (
    <section className={`card ${name}`} aria-label={label} data-on={on}>
      <div className="card-head">{head ?? <h2>{label}</h2>}</div>
      <div className="card-body">{children}</div>
    </section>
  );
}

/** The same in one line, for what has a setting or two. */
export function CardRow({ name, on, head, children }: Omit<Props, "label">) {
  return (
    <div className={`card-row ${name}`} data-on={on}>
      {head}
      <div className="card-body">{children}</div>
    </div>
  );
}
