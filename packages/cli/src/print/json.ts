/** One JSON document: indented for reading, lists of plain values on one line, in pieces so that it may be large. */

/** Values of a list that are written at a time. */
const CHUNK = 10_000;

export function* json(value: unknown): Generator<string> {
  yield* write(value, "");
  yield "\n";
}

function* write(value: unknown, indent: string): Generator<string> {
  if (Array.isArray(value)) yield* writeList(value, indent);
  else if (typeof value === "object" && value !== null) yield* writeObject(value, indent);
  else yield plain(value);
}

/** What does not exist is null: so is a number that is none. */
function plain(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

function* writeList(list: readonly unknown[], indent: string): Generator<string> {
  if (list.every((item) => typeof item !== "object" || item === null)) {
    yield "[";
    for (let i = 0; i < list.length; i += CHUNK)
      yield (i > 0 ? ", " : "") +
        list
          .slice(i, i + CHUNK)
          .map(plain)
          .join(", ");
    yield "]";
    return;
  }
  const inner = `${indent}  `;
  for (const [i, item] of list.entries()) {
    yield `${i === 0 ? "[" : ","}\n${inner}`;
    yield* write(item, inner);
  }
  yield `\n${indent}]`;
}

function* writeObject(object: object, indent: string): Generator<string> {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  if (entries.length === 0) {
    yield "{}";
    return;
  }
  const inner = `${indent}  `;
  for (const [i, [key, value]] of entries.entries()) {
    yield `${i === 0 ? "{" : ","}\n${inner}${JSON.stringify(key)}: `;
    yield* write(value, inner);
  }
  yield `\n${indent}}`;
}
