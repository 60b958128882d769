import { expect, test } from "vitest";
import { element, escapeText, round, text } from "../src/svg.ts";

test("text is escaped in content and attributes", () => {
  expect(escapeText('a < b & "c" > d')).toBe("a &lt; b &amp; &quot;c&quot; &gt; d");
  expect(text("</text><script>", { class: 'x" onload="y' })).toBe(
    '<text class="x&quot; onload=&quot;y">&lt;/text&gt;&lt;script&gt;</text>',
  );
});

test("what XML cannot hold is replaced, blanks and line ends become one blank", () => {
  expect(escapeText("a\u0000b\uD800c\uFFFFd")).toBe("a\uFFFDb\uFFFDc\uFFFDd");
  expect(escapeText("a\n\t b")).toBe("a b");
  expect(escapeText("🫀 cm⁻⁵")).toBe("🫀 cm⁻⁵");
});

test("numbers have two decimals at most, never -0; what is undefined is left out", () => {
  expect([1.23456, -0.001, 1e-9, 2].map(round)).toEqual([1.23, 0, 0, 2]);
  expect(element("line", { x1: 1 / 3, stroke: undefined })).toBe('<line x1="0.33"/>');
});
