/** SVG as text: elements, escaping, numbers. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text for content and attributes; what XML cannot hold becomes a replacement character. */
export function escapeText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}|\p{Surrogate}|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Two decimals at most: a hundredth of a pixel, so that the last bits of a computation do not change the file. */
export function round(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

/** One element; attributes that are undefined are left out. The content is markup already. */
export function element(name: string, attributes: Attributes, content?: string | readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escapeText(String(value))}"`)
    .join("");
  if (content === undefined) return `<${name}${written}/>`;
  const inner = typeof content === "string" ? content : `\n${content.filter((part) => part !== "").join("\n")}\n`;
  return `<${name}${written}>${inner}</${name}>`;
}

/** A line of text whose content is escaped here. */
export function text(content: string, attributes: Attributes): string {
  return element("text", attributes, escapeText(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element("line", { x1, y1, x2, y2, ...attributes });
}
