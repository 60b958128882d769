/** A figure is well-formed, says what it is, and holds no number that is none. */
import { expect } from "vitest";

export function readable(svg: string): void {
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img"[^>]*>\n<title>[^<]+<\/title>\n<desc>[^<]+</,
  );
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  expect(svg.match(/\d\.\d{3}/g)).toBeNull();
  const open: string[] = [];
  for (const [, end, name, single] of svg.matchAll(/<(\/?)([a-z]+)(?: [a-zA-Z0-9-]+="[^"<]*")*(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (!single) open.push(name);
  }
  expect(open).toEqual([]);
  // Every "<" belonged to such a tag.
  expect(svg.replace(/<\/?[a-z]+(?: [a-zA-Z0-9-]+="[^"<]*")*\/?>/g, "")).not.toMatch(/[<>]/);
}

/** Points of all paths, in their panel's coordinates. */
export function drawnPoints(svg: string): [number, number][] {
  const points = [...svg.matchAll(/ d="([^"]+)"/g)].flatMap(([, d]) => d.match(/-?[\d.]+,-?[\d.]+/g) ?? []);
  expect(points.length).toBeGreaterThan(0);
  return points.map((point) => point.split(",").map(Number) as [number, number]);
}
