/** Figures of a meta-analysis, with the words that the command line gives. */
import { type MetaFigureKind, type MetaFigureWords, metaFigure } from "@counterpulse/report";
import type { MetaAnalysis } from "@counterpulse/statistics";
import { InputError } from "../errors.ts";

export type { MetaFigureKind };

type Given = Omit<MetaFigureWords, "favours"> & { readonly favours?: readonly string[] };

export function metaFigureOf(result: MetaAnalysis, kind: MetaFigureKind, words: Given): Promise<string> {
  const { favours } = words;
  if (favours !== undefined && favours.length !== 2)
    throw new InputError(`--favours: ${favours.length} parts are given; two, with a comma between them, are allowed.`);
  return metaFigure(result, kind, { ...words, favours: favours && [favours[0], favours[1]] });
}
