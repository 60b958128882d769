/** A table that scrolls sideways by itself where it does not fit; the first cell of a row names it. */
import type { ReactNode } from "react";

interface Column {
  readonly head: ReactNode;
  readonly numeric?: boolean;
}

interface Props {
  /** Read out, and the name of the part that scrolls. */
  caption: string;
  columns: readonly Column[];
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

export function Table({ caption, columns, rows }: Props) {
  const kind = (i: number) => (columns[i].numeric ? "numeric" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className="table-frame" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head }, i) => (
              <th key={i} scope="col" className={kind(i)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...rest] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {rest.map((cell, i) => (
                <td key={i} className={kind(i + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
