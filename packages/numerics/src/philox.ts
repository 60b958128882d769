/**
 * Philox 4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011: a number is a function of key and counter alone, so results never depend on scheduling.
 */

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** High 32 bits of a 32 x 32 bit product. */
function multiplyHigh(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)) >>> 0;
}

/** Four 32-bit words from a counter of four words and a key of two. */
export function philox(counter: readonly number[], key: readonly number[]): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter.map((c) => c >>> 0);
  let [k0, k1] = key.map((k) => k >>> 0);
  for (let round = 0; round < 10; round++) {
    const h0 = multiplyHigh(M0, c0);
    const l0 = Math.imul(M0, c0) >>> 0;
    const h1 = multiplyHigh(M1, c2);
    const l1 = Math.imul(M1, c2) >>> 0;
    [c0, c1, c2, c3] = [(h1 ^ c1 ^ k0) >>> 0, l1, (h0 ^ c3 ^ k1) >>> 0, l0];
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** FNV-1a of a text, 32 bits: turns a purpose into a key word. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

export interface Stream {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** The next 32-bit word. */
  word(): number;
}

/** The stream of a seed for one subject (a patient's number) and one purpose: independent of all others. */
export function stream(seed: number, subject: number, purpose: string): Stream {
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
  const p = hash32(purpose);
  let block = 0;
  let words: number[] = [];
  const word = (): number => {
    if (words.length === 0) words = philox([block++, subject >>> 0, Math.floor(subject / 2 ** 32) >>> 0, p], key);
    return words.shift() as number;
  };
  return {
    word,
    uniform: () => {
      const high = word() >>> 5;
      const low = word() >>> 6;
      return (high * 67108864 + low) / 9007199254740992;
    },
  };
}
