/** What parameters and indices are called in the answer, and what the sources of parameters say of themselves. */
import { INDICES, type Model } from "@counterpulse/engine";
import type { Population } from "@counterpulse/lab";
import { settable } from "@counterpulse/lab";
import type { AnswerData } from "@counterpulse/report";
import { unitText } from "../print/index-groups.ts";
import { indexName } from "../print/index-name.ts";

/** What the ladders change. */
const LADDER_WORDS = {
  "lv.contractility_scale": { label: "LV contractility, as a share of the patient's own", unit: "" },
  "aortic_valve.regurgitation_fraction": { label: "aortic regurgitation, as a fraction of forward volume", unit: "" },
};

/** Indices that are called otherwise where nothing stands about them. */
const INDEX_WORDS: Readonly<Record<string, string>> = {
  co_native_L_min: "native output",
  microvascular_flow_index: "microvascular flow (a hypothesis)",
  lvot_vti_cm: "outflow velocity-time integral",
  pcwp_mmHg: "wedge pressure",
};

/** "aortic pressure, mean" reads as "mean aortic pressure". */
const flipped = (name: string): string => name.replace(/^([^,]+), ([^,]+)$/, "$2 $1");

/** What is not drawn but goes with body size is called so. */
export function wordsOf({ factors, document }: Population, model: Model): AnswerData["words"] {
  const parameters = new Map(settable(model).map(({ id, spec }) => [id, spec.unit]));
  return Object.fromEntries([
    ...INDICES.map(({ id, unit }) => [id, { label: INDEX_WORDS[id] ?? flipped(indexName(id)), unit: unitText(unit) }]),
    ...Object.keys(document.body_size?.exponents ?? {}).map((id) => [id, { label: "body size", unit: "" }]),
    ...factors.map(({ id, label }) => [id, { label, unit: unitText(parameters.get(id) ?? "") }]),
    ...Object.entries(LADDER_WORDS),
  ]);
}

/** By the words of the sources; who is both assumed and recalled counts as assumed. */
export function countSources(model: Model): AnswerData["sources"] {
  const sources = settable(model).map(({ spec }) => spec.source);
  const assumed = sources.filter((source) => /assum|model choice/i.test(source));
  const recalled = sources.filter((source) => !assumed.includes(source) && /recalled|unverified/i.test(source));
  return { all: sources.length, assumed: assumed.length, recalled: recalled.length };
}
