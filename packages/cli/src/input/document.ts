/** JSON and YAML texts to data; what is malformed is told with its line. */
import { basename, extname } from "node:path";
import { InputError } from "../errors.ts";

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a file describes bears the file's name, unless it says its own. */
export const namedByFile = (content: unknown, path: string): unknown =>
  isObject(content) ? { id: basename(path, extname(path)), ...content } : content;

/** @param where the file, for messages; one that ends in .json is JSON, any other YAML (of which JSON is nearly a part) */
export async function parseDocument(text: string, where: string): Promise<unknown> {
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const json = /\.json$/i.test(where);
  const data = json ? parseJson(content, where) : undefined;
  const yaml = await import("yaml");
  const document = yaml.parseDocument(content, { uniqueKeys: true });
  // A key that stands twice is legal JSON, of which the last would win without a word; YAML's reader notices.
  const error = document.errors.find((e) => !json || e.code === "DUPLICATE_KEY");
  if (error) {
    // The message already names line and column; what follows them is a picture of the place.
    const [message] = error.message.split(/:?\n/);
    if (error.code === "DUPLICATE_KEY")
      throw new InputError(`${where}: ${message.replace(/^Map keys must be unique/, "a key stands twice")}.`);
    throw new InputError(`${where}: this is not ${json ? "JSON" : "YAML"}: ${lowerFirst(message)}.`);
  }
  if (json) return data;
  try {
    return document.toJS();
  } catch (cause) {
    throw new InputError(`${where}: this YAML cannot be read: ${(cause as Error).message}.`);
  }
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = (cause as Error).message;
    const at = /at position (\d+)/.exec(message);
    const position = at ? Number(at[1]) : text.length;
    const before = text.slice(0, position).split("\n");
    const [what] = message.split(/ in JSON| at position/);
    const reason = text.trim() === "" ? "the file is empty" : lowerFirst(what);
    throw new InputError(
      `${where}: this is not JSON: ${reason} at line ${before.length}, column ${before.at(-1)!.length + 1}.`,
    );
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
