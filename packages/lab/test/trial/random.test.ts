import { hash32, philox } from "@counterpulse/numerics";
import { expect, test } from "vitest";
import { Words } from "../../src/trial/random.ts";

test("the words are those of numerics' Philox, whatever the seed and the counter", () => {
  const out = new Uint32Array(8);
  for (const seed of [0, 1, 123456789, 2 ** 40 + 7, Number.MAX_SAFE_INTEGER]) {
    const words = new Words(seed, "trial", out);
    for (const [block, one, other] of [
      [0, 0, 0],
      [1, 599, 9999],
      [3, 0xffffffff, 0x80000001],
    ]) {
      words.fill(block, one, other, 4);
      const key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
      expect([...out.subarray(4)]).toEqual(philox([block, one, other, hash32("trial")], key));
    }
  }
});
