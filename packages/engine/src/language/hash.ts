/**
 * FNV-1a over UTF-16 units, 64 bits, as 16 hex digits: names a model, guards nothing. The 64 bits are held as four limbs
 * of 16, since a circuit is half a million characters and big integers are slow; the prime is 2^40 + 0x1b3.
 */
export function fnv1a64(text: string): string {
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (let i = 0; i < text.length; i++) {
    const low = a ^ text.charCodeAt(i);
    // Products stay below 2^26. Shifted by 40 bits the lowest limb reaches the third one's upper half.
    const p0 = low * 0x1b3;
    const p1 = b * 0x1b3 + (p0 >>> 16);
    const p2 = c * 0x1b3 + ((low & 0xff) << 8) + (p1 >>> 16);
    const p3 = d * 0x1b3 + (low >>> 8) + ((b & 0xff) << 8) + (p2 >>> 16);
    [a, b, c, d] = [p0 & 0xffff, p1 & 0xffff, p2 & 0xffff, p3 & 0xffff];
  }
  return [d, c, b, a].map((limb) => limb.toString(16).padStart(4, "0")).join("");
}
