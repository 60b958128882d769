import { describe, expect, test } from "vitest";
import { type CourseFigure, FigureError, patientCourses } from "../src/index.ts";
import { readable } from "./readable.ts";

const small: CourseFigure = {
  title: "Courses",
  width: 560,
  theme: "light",
  places: ["VA-ECMO", "VA-ECMO + IABP"],
  groups: ["first", "second"],
  panels: [
    {
      label: "wedge pressure",
      yLabel: "mmHg",
      courses: [
        { values: [20, 16], group: 0 },
        { values: [24, null], group: 1 },
      ],
      means: [
        { values: [20, 16], group: 0 },
        { values: [24, null], group: 1 },
      ],
      level: { at: 18, label: "18" },
    },
    { label: "flow", yLabel: "L/min", courses: [], means: [{ values: [3, 4], group: 0 }] },
  ],
};

describe("patientCourses", () => {
  test("draws a thin line for each patient, a thick one for each mean, the limit, and says so in words", () => {
    const svg = patientCourses(small);
    readable(svg);
    expect(svg.match(/stroke-opacity="0.4"/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(5);
    expect(svg).toContain('stroke-dasharray="5 3"');
    expect(svg).toContain("mean of first 20.0, 16.0");
  });

  test("panels stand below each other where there is no room", () => {
    const height = (width: number) => Number(/viewBox="0 0 \d+ (\d+)"/.exec(patientCourses({ ...small, width }))![1]);
    expect(height(360)).toBeGreaterThan(height(560) + 150);
  });

  test.each([
    ["no panels", { panels: [] }, "there are no panels"],
    ["one place", { places: ["a"] }, "there are 1 places"],
    ["no values", { panels: [{ ...small.panels[1], means: [] }] }, "has no values"],
    ["another group", { groups: ["first"] }, "there is no group 1"],
  ])("refuses %s", (_, change, message) => {
    expect(() => patientCourses({ ...small, ...change })).toThrow(FigureError);
    expect(() => patientCourses({ ...small, ...change })).toThrow(message);
  });
});
