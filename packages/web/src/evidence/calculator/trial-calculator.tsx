/** What a trial of n patients can show if the registry is right, half right or wrong. */
import {
  points,
  type QuestionBasis,
  questionBasis,
  questionFigure,
  type TrialQuestion,
  trialQuestion,
} from "@counterpulse/report";
import { type CSSProperties, useCallback, useId } from "react";
import { Segments } from "../../controls/segments.tsx";
import { useStore } from "../../state/store.ts";
import type { Theme } from "../../theme/theme.ts";
import { Figure } from "../parts/figure.tsx";
import { NumberField } from "../parts/number-field.tsx";
import { useResult } from "../parts/use-result.ts";
import { share } from "../parts/words.ts";
import { choices } from "../state/choices.ts";
import { LOOKS, readSize, SIZES, slideSize, type TrialForm, typeSize } from "../state/trial-form.ts";
import { TrialResults } from "./trial-results.tsx";

/** Exact power takes a fifth of a second. */
const restMs = 120;

export function TrialCalculator() {
  const basis = useResult(questionBasis);
  return (
    <section className="sheet-panel calculator" aria-label="What a trial can show">
      <h3>What can a trial of the balloon under VA-ECMO show?</h3>
      {basis && <Trial basis={basis} />}
    </section>
  );
}

function Trial({ basis }: { basis: QuestionBasis }) {
  const form = useStore(choices, (value) => value.trial);
  const n = form.n ?? basis.feasible.n;
  const { looks } = form;
  const make = useCallback(() => trialQuestion(basis, { n, looks }), [basis, n, looks]);
  const question = useResult(make, restMs);
  return (
    <>
      <p className="lead">{about(basis)}</p>
      <TrialInputs form={form} size={n} />
      {question && <TrialResults question={question} trials={basis.trials} />}
      {question && <TrialFigure question={question} />}
    </>
  );
}

function about({ deaths: { counts, source }, difference }: QuestionBasis): string {
  const arm = (events: number, people: number): string => `${events} of ${people} (${share(events / people)})`;
  const [low, high] = difference.ci;
  return `${source.study}: ${arm(counts.a, counts.n1)} matched patients with the balloon and ${arm(counts.b, counts.n2)} without died within 28 days, a difference of ${points(difference.value)} points (95 % CI ${points(low)} to ${points(high)}). Right: all of it is real. Half right: half of it. Wrong: none.`;
}

function TrialInputs({ form, size }: { form: TrialForm; size: number }) {
  const id = useId();
  const shown = Math.min(size, SIZES.slider);
  const filled = (100 * (shown - SIZES.least)) / (SIZES.slider - SIZES.least);
  const change = (trial: TrialForm) => choices.update({ trial });
  return (
    <form className="trial-form" onSubmit={(event) => event.preventDefault()}>
      <NumberField
        label="Patients in both groups"
        value={form.text ?? String(size)}
        error={readSize(form)?.error ?? null}
        onChange={(text) => change(typeSize(form, text))}
      />
      <div className="dial">
        <label htmlFor={id}>Size</label>
        <input
          id={id}
          type="range"
          min={SIZES.least}
          max={SIZES.slider}
          step={SIZES.step}
          value={shown}
          style={{ "--from": "0%", "--to": `${filled}%` } as CSSProperties}
          aria-valuetext={`${size} patients`}
          onChange={(event) => change(slideSize(form, Number(event.target.value)))}
        />
      </div>
      <Segments
        legend="Looks"
        options={LOOKS.map((value) => ({ value: value as number, label: String(value) }))}
        value={form.looks}
        onChange={(looks) => change({ ...form, looks })}
      />
    </form>
  );
}

function TrialFigure({ question }: { question: TrialQuestion }) {
  const draw = useCallback((how: { theme: Theme; width: number }) => questionFigure(question, how), [question]);
  return <Figure draw={draw} name="trial-power" />;
}
