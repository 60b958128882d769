/** The answer's pages as Markdown: sentences with the number of their command, which stands at the end. */
import type { AnswerFigure, Block, Claim, Section } from "./claim.ts";

export interface AnswerPage {
  readonly title: string;
  /** Who made it, how, and what it is not. */
  readonly about: string;
  readonly sections: readonly Section[];
}

/** Files of the two pages, which name each other. */
export const PAGES = { page: "answer.md", details: "answer-details.md" } as const;

/** Each origin once, in the order in which it is first needed. */
export class Origins {
  private readonly list: string[] = [];

  /** Numbers of where these claims come from. */
  of(claims: readonly Claim[]): number[] {
    const numbers = claims.flatMap(({ command, source }) => {
      const origin = command === undefined ? source : `\`${command}\``;
      if (origin === undefined) return [];
      if (!this.list.includes(origin)) this.list.push(origin);
      return [this.list.indexOf(origin) + 1];
    });
    return [...new Set(numbers)].sort((x, y) => x - y);
  }

  mark(claims: readonly Claim[]): string {
    const numbers = this.of(claims);
    return numbers.length === 0 ? "" : `<sup>[${numbers.join(", ")}](#${ANCHOR})</sup>`;
  }

  lines(): string[] {
    return this.list.map((origin, i) => `${i + 1}. ${origin}`);
  }
}

const HEADING = "Sources of the numbers";
const ANCHOR = HEADING.toLowerCase().replaceAll(" ", "-");

/** @param folder where the figures lie, as the page sees it */
export function answerMarkdown({ title, about, sections }: AnswerPage, folder: string): string {
  const origins = new Origins();
  const body = sections.flatMap((section) => [
    `## ${section.title}`,
    ...section.blocks.flatMap((block) => blockText(block, origins, folder)),
  ]);
  return `${[`# ${title}`, about, ...body, `## ${HEADING}`, origins.lines().join("\n")].join("\n\n")}\n`;
}

function blockText(block: Block, origins: Origins, folder: string): string[] {
  if ("figure" in block) return [picture(block.figure, folder)];
  if ("head" in block) {
    const table = tableText(block.head, block.rows, origins.mark(block.claims));
    return [
      block.folded === undefined ? table : `<details><summary>${block.folded}</summary>\n\n${table}\n\n</details>`,
    ];
  }
  const sentences = block.claims.map((claim) => `${escape(claim.text)}${origins.mark([claim])}`);
  if (sentences.length === 0) return [];
  return [block.list ? sentences.map((text) => `- ${text}`).join("\n") : sentences.join(" ")];
}

const escape = (text: string): string => text.replace(/</g, "&lt;");
const cell = (text: string): string => escape(text).replace(/\|/g, "\\|");

/** Origins stand at the first head. */
function tableText(head: readonly string[], rows: readonly (readonly string[])[], mark: string): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const heads = head.map((text, i) => `${cell(text)}${i === 0 ? mark : ""}`);
  return [line(heads), line(head.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

function picture({ name, alt }: AnswerFigure, folder: string): string {
  const at = (theme: string): string => `${folder}/${fileOf(name, theme)}`;
  return `<picture><source media="(prefers-color-scheme: dark)" srcset="${at("dark")}"><img alt="${alt}" src="${at("light")}"></picture>`;
}

export const fileOf = (name: string, theme: string): string => `answer-${name}-${theme}.svg`;

export function figuresOf(sections: readonly Section[]): AnswerFigure[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => ("figure" in block ? [block.figure] : [])));
}

export function claimsOf(sections: readonly Section[]): Claim[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => ("claims" in block ? block.claims : [])));
}
