import { useId } from "react";

interface Props {
  label: string;
  options: readonly { value: string; label: string; title?: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** One of many: the system's own menu, which every device knows how to show. */
export function Menu({ label, options, value, onChange }: Props) {
  const id = useId();
  return (
    <div className="menu">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} title={option.title}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
