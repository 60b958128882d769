/** A figure of the figures package, as wide as there is room for it, in the page's theme; it can be saved for print. */
import { useCallback, useEffect, useRef, useState } from "react";
import { SaveIcon } from "../../controls/icons.tsx";
import { type Theme, useTheme } from "../../theme/theme.ts";
import { useResult } from "./use-result.ts";

type Draw = (how: { theme: Theme; width: number }) => Promise<string>;

interface Props {
  /** Must be the same function as long as the figure is. */
  draw: Draw;
  /** Of the file that is saved, without its ending. */
  name: string;
}

const widths = { least: 280, most: 1080, saved: 860 };

export function Figure({ draw, name }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth } = element;
      // What is not laid out yet has no width; the observer tells when it has.
      if (clientWidth > 0) setWidth(Math.min(widths.most, Math.max(widths.least, clientWidth)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const make = useCallback(
    () => (width === null ? Promise.resolve(null) : draw({ theme, width })),
    [draw, theme, width],
  );
  const svg = useResult(make);
  useEffect(() => {
    if (svg !== null) frame.current?.replaceChildren(parsed(svg));
  }, [svg]);
  return (
    <figure className="figure">
      <div ref={frame} className="figure-frame" />
      <button type="button" className="button" onClick={() => save(draw, name)}>
        <SaveIcon />
        Save as SVG
      </button>
    </figure>
  );
}

function parsed(svg: string): Node {
  const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
  return document.importNode(documentElement, true);
}

/** In the light theme, for paper. */
async function save(draw: Draw, name: string): Promise<void> {
  const svg = await draw({ theme: "light", width: widths.saved });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  link.download = `${name}.svg`;
  link.click();
  URL.revokeObjectURL(link.href);
}
