/** A report as one HTML file that needs nothing else, or as Markdown: sections of text, tables and figures. */
import type { Theme } from "@counterpulse/figures";

export interface ReportTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers stand at their right. */
  readonly numbers?: readonly number[];
}

export interface ReportFigure {
  /** What it shows, for those who do not see it and for Markdown. */
  readonly caption: string;
  readonly draw: (width: number, theme: Theme) => string;
}

export type Block = string | { readonly table: ReportTable } | { readonly figure: ReportFigure };

export interface Report {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
}

export function renderReport(report: Report, format: string): string {
  return format === "html" ? html(report) : markdown(report);
}

// ---- HTML ------------------------------------------------------------------------------------------------------------

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Colours are those of the figures, so that these lie on the page's own ground. */
const STYLE = `:root{color-scheme:light dark;--ground:#fff;--ink:#12181d;--soft:#4c5a66;--line:#c9d2d9;--head:#eef2f5}
@media (prefers-color-scheme:dark){:root{--ground:#040608;--ink:#e9eef2;--soft:#a3b0bb;--line:#2c3943;--head:#10171d}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
p{margin:.6rem 0;max-width:46rem;overflow-wrap:anywhere}
.lead{color:var(--soft)}
.scroll{overflow-x:auto;margin:1rem 0}
.scroll:focus-visible{outline:2px solid currentColor;outline-offset:2px}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{background:var(--head);font-weight:600}
td.n,th.n{text-align:right}
td.n{white-space:nowrap}
figure{margin:1.2rem 0}
figure svg{display:block;max-width:100%;height:auto}
figcaption{color:var(--soft);font-size:.9rem;max-width:46rem}
.narrow,.dark{display:none}
@media (max-width:45rem){.wide{display:none}.narrow{display:block}table{width:max-content}td,th{max-width:13rem}}
@media (prefers-color-scheme:dark){.light{display:none}.dark{display:block}}
@media print{.dark,.narrow{display:none!important}.wide.light,.wide>.light{display:block}}`;

const WIDE = 900;
const NARROW = 352;

function html({ title, lead, sections }: Report): string {
  const body = sections.map(
    ({ heading, blocks }) => `<section>\n<h2>${escaped(heading)}</h2>\n${blocks.map(htmlBlock).join("\n")}\n</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${lead.map((text) => `<p class="lead">${escaped(text)}</p>`).join("\n")}
${body.join("\n")}
</main>
</body>
</html>
`;
}

function htmlBlock(block: Block): string {
  if (typeof block === "string") return `<p>${escaped(block)}</p>`;
  if ("table" in block) return htmlTable(block.table);
  const { caption, draw } = block.figure;
  const both = (width: number): string =>
    (["light", "dark"] as const).map((theme) => `<div class="${theme}">${draw(width, theme)}</div>`).join("");
  return `<figure><div class="wide">${both(WIDE)}</div><div class="narrow">${both(NARROW)}</div><figcaption>${escaped(caption)}</figcaption></figure>`;
}

function htmlTable({ header, rows, numbers = [] }: ReportTable): string {
  const cell = (tag: string, text: string, i: number): string =>
    `<${tag}${tag === "th" ? ' scope="col"' : ""}${numbers.includes(i) ? ' class="n"' : ""}>${escaped(text)}</${tag}>`;
  const row = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((text, i) => cell(tag, text, i)).join("")}</tr>`;
  // Focusable, so that a keyboard can scroll it.
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(header.filter(Boolean).join(", "))}"><table><thead>${row("th", header)}</thead><tbody>${rows.map((cells) => row("td", cells)).join("")}</tbody></table></div>`;
}

// ---- Markdown --------------------------------------------------------------------------------------------------------

function markdown({ title, lead, sections }: Report): string {
  const parts = sections.map(({ heading, blocks }) => `## ${heading}\n\n${blocks.map(mdBlock).join("\n\n")}`);
  return `# ${title}\n\n${lead.map(plain).join("\n\n")}\n\n${parts.join("\n\n")}\n`;
}

const plain = (text: string): string => text.replaceAll("*", "\\*").replaceAll("<", "&lt;").replaceAll("_", "\\_");

function mdBlock(block: Block): string {
  if (typeof block === "string") return plain(block);
  if ("figure" in block) return `*Figure, in the HTML report:* ${plain(block.figure.caption)}`;
  const { header, rows, numbers = [] } = block.table;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((c) => plain(c).replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = `| ${header.map((_, i) => (numbers.includes(i) ? "---:" : "---")).join(" | ")} |`;
  return [line(header), rule, ...rows.map(line)].join("\n");
}
