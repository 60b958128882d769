/** Law text to syntax tree. A law is lines of `name = expression` or `der(name) = expression`; `#` starts a comment. */

export type Syntax =
  | { readonly kind: "number"; readonly value: number; readonly unit: string | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Syntax[] }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly arg: Syntax }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: Syntax; readonly right: Syntax };

export type BinaryOp = "+" | "-" | "*" | "/" | "^" | "<" | "<=" | ">" | ">=" | "and" | "or";

export interface Equation {
  readonly target: string;
  /** true for `der(target) = …`. */
  readonly derivative: boolean;
  readonly value: Syntax;
  /** Line of the law, from 1. */
  readonly line: number;
}

/** A fault in a law, naming component and line. */
export class ModelError extends Error {
  override name = "ModelError";
  constructor(
    readonly component: string,
    readonly line: number | null,
    problem: string,
  ) {
    super(`${component}${line === null ? "" : `, line ${line}`}: ${problem}`);
  }
}

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)|([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)|(\[[^\]]*\])|(<=|>=|[-+*/^()<>,=]))/y;
const PRECEDENCE: Record<string, number> = {
  or: 1,
  and: 2,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "^": 7,
};

type Token = { readonly type: "number" | "name" | "unit" | "symbol"; readonly text: string };

function tokenize(text: string, fail: (problem: string) => never): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const source = text.trimEnd();
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) fail(`cannot read "${source.slice(at).trim().slice(0, 20)}"`);
    const [, number, name, unit, symbol] = match as RegExpExecArray;
    if (number !== undefined) tokens.push({ type: "number", text: number });
    else if (name !== undefined) tokens.push({ type: "name", text: name });
    else if (unit !== undefined) tokens.push({ type: "unit", text: unit.slice(1, -1) });
    else tokens.push({ type: "symbol", text: symbol });
  }
  return tokens;
}

/** Precedence climbing over one expression's tokens. */
class ExpressionReader {
  private at = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly fail: (problem: string) => never,
  ) {}

  readAll(): Syntax {
    const tree = this.expression(0);
    if (this.at < this.tokens.length) this.fail(`unexpected "${this.tokens[this.at].text}"`);
    return tree;
  }

  private peek(): string | null {
    const token = this.tokens[this.at];
    return token && (token.type === "symbol" || token.text === "and" || token.text === "or") ? token.text : null;
  }

  private expect(symbol: string): void {
    if (this.peek() !== symbol)
      this.fail(`expected "${symbol}" but found "${this.tokens[this.at]?.text ?? "end of line"}"`);
    this.at++;
  }

  private expression(floor: number): Syntax {
    let left = this.prefix();
    for (;;) {
      const op = this.peek();
      const precedence = op === null ? undefined : PRECEDENCE[op];
      if (op === null || precedence === undefined || precedence <= floor) return left;
      this.at++;
      // ^ binds to the right; the others to the left.
      const right = this.expression(op === "^" ? precedence - 1 : precedence);
      left = { kind: "binary", op: op as BinaryOp, left, right };
    }
  }

  private prefix(): Syntax {
    const token = this.tokens[this.at];
    if (!token) this.fail("the expression ends too early");
    if (token.text === "-" || token.text === "not") {
      this.at++;
      // Unary minus binds tighter than * and looser than ^: -a^2 is -(a^2).
      return { kind: "unary", op: token.text, arg: this.expression(token.text === "-" ? 6 : 2) };
    }
    if (token.text === "(") {
      this.at++;
      const inner = this.expression(0);
      this.expect(")");
      return inner;
    }
    this.at++;
    if (token.type === "number") return this.number(token);
    if (token.type !== "name") this.fail(`unexpected "${token.text}"`);
    if (this.peek() !== "(") return { kind: "name", name: token.text };
    return this.call(token.text);
  }

  private number(token: Token): Syntax {
    const next = this.tokens[this.at];
    if (next?.type !== "unit") return { kind: "number", value: Number(token.text), unit: null };
    this.at++;
    return { kind: "number", value: Number(token.text), unit: next.text };
  }

  private call(name: string): Syntax {
    this.expect("(");
    const args: Syntax[] = [];
    if (this.peek() !== ")") {
      args.push(this.expression(0));
      while (this.peek() === ",") {
        this.at++;
        args.push(this.expression(0));
      }
    }
    this.expect(")");
    return { kind: "call", name, args };
  }
}

/** Parse one expression, such as a measure's or an input's. */
export function parseExpression(component: string, text: string, line: number | null = null): Syntax {
  const fail = (problem: string): never => {
    throw new ModelError(component, line, problem);
  };
  return new ExpressionReader(tokenize(text, fail), fail).readAll();
}

/** Parse a law: equations in the order written. */
export function parseLaw(component: string, law: string): Equation[] {
  const equations: Equation[] = [];
  law.split("\n").forEach((raw, index) => {
    const text = raw.replace(/#.*/, "").trim();
    if (text === "") return;
    const match = /^(?:der\(\s*([A-Za-z_]\w*)\s*\)|([A-Za-z_]\w*))\s*=(?!=)(.*)$/.exec(text);
    if (!match) throw new ModelError(component, index + 1, `expected "name = expression" but found "${text}"`);
    const [, derivative, plain, value] = match;
    equations.push({
      target: derivative ?? plain,
      derivative: derivative !== undefined,
      value: parseExpression(component, value, index + 1),
      line: index + 1,
    });
  });
  return equations;
}
