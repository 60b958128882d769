/** One two-by-two table: typed, or taken from a study. */

import { twoByTwoFigure, whyNoFigure } from "@counterpulse/report";
import type { TwoByTwoAnalysis } from "@counterpulse/statistics";
import { useCallback, useId, useMemo } from "react";
import { Segments } from "../../controls/segments.tsx";
import { useStore } from "../../state/store.ts";
import type { Theme } from "../../theme/theme.ts";
import { Figure } from "../parts/figure.tsx";
import { NumberField } from "../parts/number-field.tsx";
import { choices } from "../state/choices.ts";
import {
  type Cell,
  changeCell,
  countedOutcomes,
  fillFrom,
  readTable,
  type TableForm,
} from "../state/two-by-two-form.ts";
import { TableResults } from "./table-results.tsx";

const groups: readonly { name: string; events: Cell; people: Cell }[] = [
  { name: "Experimental", events: "a", people: "n1" },
  { name: "Control", events: "b", people: "n2" },
];
const levels = [0.9, 0.95, 0.99].map((value) => ({ value, label: `${Math.round(100 * value)} %` }));

export function TableCalculator() {
  const form = useStore(choices, (value) => value.table);
  const { errors, analysis } = useMemo(() => readTable(form), [form]);
  const change = (table: TableForm) => choices.update({ table });
  return (
    <section className="sheet-panel calculator" aria-label="Two-by-two table">
      <h3>Two groups</h3>
      <form className="table-form" onSubmit={(event) => event.preventDefault()}>
        <StudySelect form={form} onChange={change} />
        {groups.map(({ name, events, people }) => (
          <fieldset key={name} className="cells">
            <legend>{name}</legend>
            {([events, people] as const).map((cell) => (
              <NumberField
                key={cell}
                label={cell === events ? "Events" : "People"}
                value={form.cells[cell]}
                error={errors[cell]}
                onChange={(text) => change(changeCell(form, cell, text))}
              />
            ))}
          </fieldset>
        ))}
        <Segments
          legend="Confidence"
          options={levels}
          value={form.level}
          onChange={(level) => change({ ...form, level })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={form.favourable}
            onChange={(event) => change({ ...form, favourable: event.target.checked })}
          />
          The event is a good one, such as survival
        </label>
      </form>
      {analysis === null ? (
        <p className="waiting">Nothing is computed until all four numbers are right.</p>
      ) : (
        <>
          <TableResults analysis={analysis} level={form.level} />
          <TableFigure analysis={analysis} level={form.level} />
        </>
      )}
    </section>
  );
}

function StudySelect({ form, onChange }: { form: TableForm; onChange: (form: TableForm) => void }) {
  const id = useId();
  const outcomes = useMemo(countedOutcomes, []);
  return (
    <div className="choice">
      <label htmlFor={id}>Counts of</label>
      <select id={id} value={form.from} onChange={(event) => onChange(fillFrom(form, event.target.value))}>
        <option value="">own numbers</option>
        {outcomes.map(({ key, label, recalled }) => (
          <option key={key} value={key}>
            {label}
            {recalled ? " (recalled, unverified)" : ""}
          </option>
        ))}
      </select>
    </div>
  );
}

function TableFigure({ analysis, level }: { analysis: TwoByTwoAnalysis; level: number }) {
  const draw = useCallback(
    (how: { theme: Theme; width: number }) => twoByTwoFigure(analysis, level, how),
    [analysis, level],
  );
  const why = whyNoFigure(analysis);
  return why === null ? <Figure draw={draw} name="p-value-function" /> : <p className="note">No figure: {why}</p>;
}
