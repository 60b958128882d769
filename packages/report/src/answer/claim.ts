/** A sentence of the answer, the number in it, and where that number comes from. */

export type ClaimValue = number | string | null | readonly ClaimValue[] | { readonly [key: string]: ClaimValue };

export interface Claim {
  readonly text: string;
  readonly value: ClaimValue;
  /** The command that prints the number, or the publication that it was read in. */
  readonly command?: string;
  readonly source?: string;
}

/** Parts of a section, in their order on the page. */
export type Block =
  | { readonly claims: readonly Claim[]; readonly list?: true }
  | {
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly claims: readonly Claim[];
      /** Folded away under these words: the page stays short. */
      readonly folded?: string;
    }
  | { readonly figure: AnswerFigure };

export interface AnswerFigure {
  readonly name: string;
  readonly alt: string;
  readonly light: string;
  readonly dark: string;
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const byCommand = (command: string, text: string, value: ClaimValue): Claim => ({ text, value, command });
export const bySource = (source: string, text: string, value: ClaimValue): Claim => ({ text, value, source });

/** A figure in both themes. */
export async function drawn(
  name: string,
  alt: string,
  draw: (theme: "light" | "dark") => string | Promise<string>,
): Promise<{ figure: AnswerFigure }> {
  return { figure: { name, alt, light: await draw("light"), dark: await draw("dark") } };
}
