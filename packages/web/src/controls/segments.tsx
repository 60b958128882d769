import { useId } from "react";
import { WarnIcon } from "./icons.tsx";

interface Props<T extends string | number> {
  legend: string;
  /** The legend is read out but not seen, where its place says enough. */
  quiet?: boolean;
  /** `mark`: words for a warning that the option carries. */
  options: readonly { value: T; label: string; mark?: string | null }[];
  value: T;
  onChange: (value: T) => void;
}

/** One of a few: a group of radio buttons side by side; arrow keys move the choice. */
export function Segments<T extends string | number>({ legend, quiet, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className={quiet ? "unseen" : undefined}>{legend}</legend>
      <div className="segments-row">
        {options.map((option) => (
          <label key={option.value} className="segment">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>
              {option.label}
              {option.mark && (
                <>
                  <WarnIcon />
                  <i className="unseen"> {option.mark}</i>
                </>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
