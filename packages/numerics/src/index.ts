export { leastSquares } from "./least-squares.ts";
export { hash32, philox, type Stream, stream } from "./philox.ts";
export { type RisingRoot, risingRoot } from "./root.ts";
