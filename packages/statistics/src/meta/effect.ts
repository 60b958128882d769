/** What meta-analysis pools: an estimate and its sampling variance for each study. */
import { InputError } from "../input-error.ts";

export interface Effect {
  study: string;
  /** On the scale of analysis: the logarithm of a ratio. */
  yi: number;
  vi: number;
}

export const tau2Methods = ["DL", "REML", "PM", "ML", "HE", "SJ", "HS", "EB"] as const;
export type Tau2Method = (typeof tau2Methods)[number];

export interface PoolOptions {
  model?: "common" | "random";
  /** How the between-study variance is estimated. */
  tau2?: Tau2Method;
  /** Normal, or Hartung and Knapp's t with its own standard error. */
  test?: "z" | "hk";
  /** Keeps Hartung and Knapp's standard error from falling below the normal one's (knapp2003). */
  adHoc?: boolean;
  level?: number;
}

export type ResolvedOptions = Required<PoolOptions>;

/** Random effects, REML, Hartung-Knapp; a common effect is tested with z unless told otherwise. */
export function resolveOptions(options: PoolOptions): ResolvedOptions {
  const model = options.model ?? "random";
  const { tau2 = "REML", test = model === "random" ? "hk" : "z", adHoc = false, level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new InputError(`level must lie between 0 and 1, not ${level}`);
  return { model, tau2, test, adHoc, level };
}

/** Throws unless there are studies, with finite estimates and positive variances. */
export function checkEffects(effects: readonly Effect[]): void {
  if (effects.length === 0) throw new InputError("meta-analysis: there is no study to pool");
  for (const { study, yi, vi } of effects) {
    if (!Number.isFinite(yi)) throw new InputError(`meta-analysis: study "${study}": yi must be a number, not ${yi}`);
    if (!(vi > 0 && Number.isFinite(vi))) {
      throw new InputError(`meta-analysis: study "${study}": vi must be above 0, not ${vi}`);
    }
  }
}
