/** A whole number that is typed in, with what is wrong with it beside it. */
import { useId } from "react";

interface Props {
  label: string;
  value: string;
  error: string | null;
  onChange: (text: string) => void;
}

export function NumberField({ label, value, error, onChange }: Props) {
  const id = useId();
  return (
    <div className="number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      {/* Always there, so that screen readers hear what comes into it. */}
      <p className="field-error" id={`${id}-error`} role="status">
        {error}
      </p>
    </div>
  );
}
