/**
 * Philox 4x32-10 (salmon2011) into a buffer that is used again and again: the same words as in numerics, which returns
 * new arrays. A trial's patient is a counter, so that it is the same whatever else is drawn, and by whom.
 */
import { hash32 } from "@counterpulse/numerics";

const M0 = 0xd2511f53 | 0;
const M1 = 0xcd9e8d57 | 0;
const W0 = 0x9e3779b9 | 0;
const W1 = 0xbb67ae85 | 0;
const [M0_LOW, M0_HIGH] = [M0 & 0xffff, M0 >>> 16];
const [M1_LOW, M1_HIGH] = [M1 & 0xffff, M1 >>> 16];

/** (word + 1/2) 2^-32 lies strictly between 0 and 1. */
export const TO_UNIT = 2 ** -32;

export class Words {
  private readonly key0: number;
  private readonly key1: number;
  private readonly purpose: number;

  /** @param out where words go */
  constructor(
    seed: number,
    purpose: string,
    readonly out: Uint32Array,
  ) {
    this.key0 = seed | 0;
    this.key1 = Math.floor(seed / 2 ** 32) | 0;
    this.purpose = hash32(purpose) | 0;
  }

  /** Four words from a counter, written from `at` on. */
  fill(block: number, one: number, other: number, at: number): void {
    // Plain variables: destructuring costs time here.
    let c0 = block | 0;
    let c1 = one | 0;
    let c2 = other | 0;
    let c3 = this.purpose;
    let k0 = this.key0;
    let k1 = this.key1;
    for (let round = 0; round < 10; round++) {
      const low0 = c0 & 0xffff;
      const high0 = c0 >>> 16;
      const first0 = Math.imul(M0_LOW, low0);
      const middle0 = (Math.imul(M0_HIGH, low0) + (first0 >>> 16)) | 0;
      const cross0 = (Math.imul(M0_LOW, high0) + (middle0 & 0xffff)) | 0;
      const top0 = (Math.imul(M0_HIGH, high0) + (middle0 >>> 16) + (cross0 >>> 16)) | 0;
      const low1 = c2 & 0xffff;
      const high1 = c2 >>> 16;
      const first1 = Math.imul(M1_LOW, low1);
      const middle1 = (Math.imul(M1_HIGH, low1) + (first1 >>> 16)) | 0;
      const cross1 = (Math.imul(M1_LOW, high1) + (middle1 & 0xffff)) | 0;
      const top1 = (Math.imul(M1_HIGH, high1) + (middle1 >>> 16) + (cross1 >>> 16)) | 0;
      const bottom0 = Math.imul(M0, c0);
      const bottom1 = Math.imul(M1, c2);
      c0 = top1 ^ c1 ^ k0;
      c1 = bottom1;
      c2 = top0 ^ c3 ^ k1;
      c3 = bottom0;
      k0 = (k0 + W0) | 0;
      k1 = (k1 + W1) | 0;
    }
    const { out } = this;
    out[at] = c0;
    out[at + 1] = c1;
    out[at + 2] = c2;
    out[at + 3] = c3;
  }
}
