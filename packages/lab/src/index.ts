export * from "./compare.ts";
export { type Effect, judgeEffects } from "./effects.ts";
export { InputError } from "./input-error.ts";
export * from "./laboratory.ts";
export * from "./patients.ts";
export * from "./record.ts";
export * from "./settings.ts";
export * from "./simulate.ts";
export * from "./support.ts";
