/** How the studies are pooled. */
import type { PoolDocument } from "@counterpulse/evidence";
import { tau2Methods } from "@counterpulse/statistics";
import { Segments } from "../../controls/segments.tsx";
import { useStore } from "../../state/store.ts";
import { Select } from "../parts/select.tsx";
import { choices } from "../state/choices.ts";
import { canPool, type PoolChoice } from "../state/pool-choice.ts";

const measures = [
  { value: "RR" as const, label: "RR" },
  { value: "OR" as const, label: "OR" },
  { value: "RD" as const, label: "RD" },
];

export function PoolOptions({ result, own }: { result: PoolDocument; own: "RR" | "OR" | "RD" }) {
  const choice = useStore(choices, (value) => value.pool);
  const change = (part: Partial<PoolChoice>) => choices.update({ pool: { ...choice, ...part } });
  const random = choice.model === "random";
  return (
    <>
      <Segments
        legend="Effects"
        options={[
          { value: "random" as const, label: "Random" },
          { value: "common" as const, label: "Common" },
        ]}
        value={choice.model}
        onChange={(model) => change({ model })}
      />
      <Select
        label="τ²"
        options={tau2Methods.map((value) => ({ value, label: value }))}
        value={choice.tau2}
        disabled={!random}
        onChange={(tau2) => change({ tau2 })}
      />
      {random && (
        <Segments
          legend="Test"
          options={[
            { value: "hk" as const, label: "Hartung-Knapp" },
            { value: "z" as const, label: "z" },
          ]}
          value={choice.test}
          onChange={(test) => change({ test })}
        />
      )}
      <Segments
        legend="Measure"
        options={measures}
        value={choice.measure ?? own}
        onChange={(measure) => change({ measure: measure === own ? null : measure })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={choice.includeRecalled}
          onChange={(event) => change({ includeRecalled: event.target.checked })}
        />
        Include recalled counts, unverified
      </label>
      {!canPool(result) && <p className="option-note">One study: its own effect, with nothing to pool.</p>}
    </>
  );
}
