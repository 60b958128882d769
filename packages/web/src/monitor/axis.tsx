/** Ticks and grid lines as elements: sharp at every zoom, and in the theme's colours without any script. */
import { heightShare, type Range } from "./scale.ts";

interface TicksProps {
  range: Range;
  side: "left" | "right" | "below";
  /** Name of the colour in theme/tokens.css. */
  colour?: string;
}

/** The numbers, in a box as high (or as wide) as the axis. */
export function Ticks({ range, side, colour }: TicksProps) {
  return (
    <div className={`ticks ${side}`} style={colour ? { color: `var(--${colour})` } : undefined} aria-hidden="true">
      {range.ticks.map((tick) => (
        <span key={tick} style={place(range, tick, side === "below")}>
          {tick < 0 ? `\u2212${-tick}` : tick}
        </span>
      ))}
    </div>
  );
}

/** Quiet lines at the ticks. */
export function GridLines({ range, upright }: { range: Range; upright?: boolean }) {
  return (
    <div className={upright ? "grid-lines upright" : "grid-lines"}>
      {range.ticks.map((tick) => (
        <i key={tick} style={place(range, tick, upright)} />
      ))}
    </div>
  );
}

function place(range: Range, tick: number, across = false) {
  const share = 100 * heightShare(range, tick);
  return across ? { left: `${100 - share}%` } : { top: `${share}%` };
}
