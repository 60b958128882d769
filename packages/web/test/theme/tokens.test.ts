/** WCAG contrast of the colours in theme/tokens.css: text 4.5:1, outlines of controls and the frozen loop 3:1. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../src/theme/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["ground", "screen", "panel"];
const traces = [...tokens.keys()].filter((name) => name.startsWith("trace-"));

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const of = (name: string) => tokens.get(name)![theme];

  test.each(["ink", "ink-2", ...traces])("text in %s is readable on every ground", (name) => {
    for (const ground of grounds) expect(contrast(of(name), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["edge", "loop-frozen", "loop-live", "focus", "accent"])("%s stands out from every ground", (name) => {
    for (const ground of grounds) expect(contrast(of(name), of(ground))).toBeGreaterThanOrEqual(3);
  });

  test("text on what is chosen, in every device's colour, and on warnings is readable", () => {
    for (const name of ["accent", "ink-2", "trace-balloon", "trace-ecmo", "trace-impella", "trace-tandem"])
      expect(contrast(of("on-accent"), of(name))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of("warn-ink"), of("warn-ground"))).toBeGreaterThanOrEqual(4.5);
  });
});
