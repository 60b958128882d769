export { latinHypercube } from "./latin-hypercube.ts";
export { leastSquares } from "./least-squares.ts";
export { normalCdf, normalQuantile } from "./normal.ts";
export { hash32, philox, type Stream, stream } from "./philox.ts";
export { type RisingRoot, risingRoot } from "./root.ts";
export { SOBOL_DIMENSIONS, type SobolSequence, sobol } from "./sobol.ts";
