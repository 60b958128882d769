import { type CSSProperties, useId } from "react";
import type { Dial as DialSettings } from "../state/dials.ts";
import { useSession, useView } from "../state/session-context.tsx";
import { rangeOf, valueOf } from "../state/settings.ts";
import { formatNumber, formatSigned } from "../tiles/format.ts";

/** A slider for one parameter of the engine, with its value and unit in sight; what it means, the engine says. */
export function Dial({ dial }: { dial: DialSettings }) {
  const session = useSession();
  const id = useId();
  const parameters = useView((view) => view.parameters);
  const value = useView((view) => valueOf(dial, view.settings, view.parameters));
  const { min, max } = rangeOf(dial, parameters);
  const share = (x: number) => (100 * (Math.max(min, Math.min(max, x)) - min)) / (max - min);
  // Settings that are right at zero fill their bar from there to both sides; the others from the left.
  const origin = dial.signed ? share(0) : 0;
  const style = {
    "--from": `${Math.min(origin, share(value))}%`,
    "--to": `${Math.max(origin, share(value))}%`,
    "--origin": `${origin}%`,
  } as CSSProperties;
  const words = dial.words?.(value);
  const number = words ?? (dial.prefix ?? "") + (dial.signed ? formatSigned : formatNumber)(value, dial.digits);
  const unit = words ? "" : dial.unit;
  const remark = words ? undefined : dial.remark?.(value);
  return (
    <div className="dial">
      <label htmlFor={id}>{dial.label}</label>
      <span className="dial-value" aria-hidden="true">
        <b>{number}</b> {unit}
        {remark && <i>{remark}</i>}
      </span>
      <input
        id={id}
        type="range"
        className={dial.signed ? "centred" : undefined}
        min={min}
        max={max}
        step={dial.step}
        value={value}
        style={style}
        title={parameters.find((p) => p.id === dial.id)?.description}
        aria-valuetext={[number, unit, remark].filter(Boolean).join(" ")}
        onChange={(event) => session.setValue(dial, Number(event.target.value))}
      />
    </div>
  );
}
