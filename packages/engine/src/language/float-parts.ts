/** The parts of a double, as the compiled kernel and its twin have them: x = mantissa 2^exponent of a normal x > 0. */
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

export function exponentOf(x: number): number {
  float[0] = x;
  return ((words[1] >>> 20) & 2047) - 1023;
}

/** In [1, 2). */
export function mantissaOf(x: number): number {
  float[0] = x;
  words[1] = (words[1] & 0xfffff) | 0x3ff00000;
  return float[0];
}
