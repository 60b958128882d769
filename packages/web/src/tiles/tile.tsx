import { memo, type ReactNode } from "react";
import { useView } from "../state/session-context.tsx";
import { type ReadingForm, readingOf } from "./reading.ts";

interface Props {
  id: string;
  label: string;
  /** What the abbreviation stands for; read out, and shown on hover. */
  meaning?: string;
  /** Name of the colour in theme/tokens.css. */
  colour?: string;
  form: ReadingForm;
  children?: ReactNode;
}

/** One measured number with its name and unit, and its change against the frozen state. */
export const Tile = memo(function Tile({ id, label, meaning, colour, form, children }: Props) {
  // Strings, so that a tile is drawn again only when its text changes.
  const main = useView(({ readings }) => readingOf(form, readings, null).main);
  const mean = useView(({ readings }) => readingOf(form, readings, null).mean);
  const change = useView(({ readings, frozen }) => readingOf(form, readings, frozen?.readings ?? null).change);
  return (
    <TileFrame id={id} label={label} meaning={meaning} colour={colour} unit={form.unit} change={change} more={children}>
      <span className="tile-number">{main}</span>
      {mean && <span className="tile-mean">{mean}</span>}
    </TileFrame>
  );
});

interface FrameProps {
  id: string;
  label: string;
  meaning?: string;
  colour?: string;
  unit?: string;
  change?: string | null;
  /** Beneath the number. */
  more?: ReactNode;
  children: ReactNode;
}

export function TileFrame({ id, label, meaning, colour, unit, change, more, children }: FrameProps) {
  return (
    <div className="tile" data-tile={id} style={colour ? { color: `var(--${colour})` } : undefined}>
      <dt title={meaning}>
        {label}
        {meaning && <span className="unseen">, {meaning}</span>}
      </dt>
      <dd className="tile-value">
        {children}
        {unit && <span className="tile-unit"> {unit}</span>}
      </dd>
      {more}
      {change && <dd className="tile-change">{change}</dd>}
    </div>
  );
}
