import { describe, expect, test } from "vitest";
import { ModelError, parseExpression, parseLaw, type Syntax } from "../../src/language/parse.ts";

/** The tree with every bracket written. */
function written(tree: Syntax): string {
  switch (tree.kind) {
    case "number":
      return tree.unit === null ? String(tree.value) : `${tree.value}[${tree.unit}]`;
    case "name":
      return tree.name;
    case "call":
      return `${tree.name}(${tree.args.map(written).join(", ")})`;
    case "unary":
      return `(${tree.op} ${written(tree.arg)})`;
    case "binary":
      return `(${written(tree.left)} ${tree.op} ${written(tree.right)})`;
  }
}

const read = (text: string): string => written(parseExpression("part", text));

describe("precedence", () => {
  test.each([
    ["a + b*c", "(a + (b * c))"],
    ["a*b + c", "((a * b) + c)"],
    ["a - b - c", "((a - b) - c)"],
    ["a/b/c", "((a / b) / c)"],
    ["a/b*c", "((a / b) * c)"],
    ["a - (b - c)", "(a - (b - c))"],
    ["a*b^c", "(a * (b ^ c))"],
    ["a^b^c", "(a ^ (b ^ c))"],
    ["-a^2", "(- (a ^ 2))"],
    ["(-a)^2", "((- a) ^ 2)"],
    ["a^-b", "(a ^ (- b))"],
    ["a^-b^c", "(a ^ (- (b ^ c)))"],
    ["-a*b", "((- a) * b)"],
    ["-a + b", "((- a) + b)"],
    ["a - -b", "(a - (- b))"],
    ["--a", "(- (- a))"],
    ["a < b + c", "(a < (b + c))"],
    ["a + b >= c*d", "((a + b) >= (c * d))"],
    ["a < b and c < d or e > f", "(((a < b) and (c < d)) or (e > f))"],
    ["a < b or c < d and e > f", "((a < b) or ((c < d) and (e > f)))"],
    ["not a < b and c < d", "((not (a < b)) and (c < d))"],
    ["if(a < b, -c, d^2/e)", "if((a < b), (- c), ((d ^ 2) / e))"],
    ["max(min(a, b), lv.p)", "max(min(a, b), lv.p)"],
    ["f()", "f()"],
  ])("%s", (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  test("a long sum stays a chain from the left", () => {
    const text = Array.from({ length: 200 }, (_, i) => `x${i}`).join(" - ");
    expect(read(text).startsWith(`${"(".repeat(199)}x0 - x1)`)).toBe(true);
  });
});

describe("numbers", () => {
  test.each([
    ["1", 1],
    ["1.", 1],
    [".5", 0.5],
    ["1.5e-3", 0.0015],
    ["2E+3", 2000],
    [".5e1", 5],
  ])("%s", (text, value) => {
    expect(parseExpression("part", text)).toEqual({ kind: "number", value, unit: null });
  });

  test("carry a unit in square brackets", () => {
    expect(read("2[L/min] + q")).toBe("(2[L/min] + q)");
    expect(read("4 [mmHg/(L/min)^2]")).toBe("4[mmHg/(L/min)^2]");
  });
});

describe("laws", () => {
  test("lines, comments, derivatives and line numbers", () => {
    const law = parseLaw("part", "\n  # a remark\n  a = b   # another\n\n  der(x) = -x/tau\n  der( y ) = 1\n");
    expect(law.map(({ target, derivative, line }) => ({ target, derivative, line }))).toEqual([
      { target: "a", derivative: false, line: 3 },
      { target: "x", derivative: true, line: 5 },
      { target: "y", derivative: true, line: 6 },
    ]);
    expect(written(law[1].value)).toBe("((- x) / tau)");
  });

  test("an empty law has no equations", () => {
    expect(parseLaw("part", "\n # nothing\n")).toEqual([]);
  });
});

describe("errors name component and line", () => {
  test.each([
    ["a = b\nc = (a", 2, 'expected ")" but found "end of line"'],
    ["a = b +", 1, "ends too early"],
    ["a =", 1, "ends too early"],
    ["a = b c", 1, 'unexpected "c"'],
    ["a = b ** c", 1, 'unexpected "*"'],
    ["a = )", 1, 'unexpected ")"'],
    ["a = b)", 1, 'unexpected ")"'],
    ["\na = f(b,)", 2, 'unexpected ")"'],
    ["a = 3 4", 1, 'unexpected "4"'],
    ["a = b $ c", 1, 'cannot read "$ c"'],
    ["a = b[mmHg]", 1, 'unexpected "mmHg"'],
    ["a == b", 1, "expected"],
    ["a + b", 1, 'expected "name = expression"'],
    ["\n\nlv.p = 3", 3, 'expected "name = expression"'],
    ["der(a.b) = 3", 1, 'expected "name = expression"'],
    ["2a = 3", 1, 'expected "name = expression"'],
  ])("%j", (law, line, problem) => {
    const attempt = (): unknown => parseLaw("left_ventricle", law);
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(`left_ventricle, line ${line}: `);
    expect(attempt).toThrow(problem);
  });

  test("the error carries them as fields too", () => {
    try {
      parseLaw("lv", "p = 1\nq = (");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: "ModelError", component: "lv", line: 2 });
    }
  });
});
