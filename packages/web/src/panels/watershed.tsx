/**
 * The aorta, each segment in the colour of its blood: from the heart's own lungs to the oxygenator. The share is written
 * beside each segment, the saturations where a clinician would take them.
 */
import { useView } from "../state/session-context.tsx";
import { formatNumber } from "../tiles/format.ts";

type Spot = readonly [x: number, y: number, anchor: "start" | "end" | "middle"];

interface Segment {
  readonly node: string;
  readonly name: string;
  readonly path: string;
  /** Where its share is written. */
  readonly at: Spot;
}

/** Seen from the front: the patient's right is on the left. From the heart on, as the engine lists them. */
const segments: readonly Segment[] = [
  { node: "aortic_root", name: "ascending aorta", path: "M128 98 V62", at: [114, 90, "end"] },
  { node: "aortic_arch", name: "aortic arch", path: "M128 62.5 C128 26 186 26 186 62.5", at: [157, 62, "middle"] },
  { node: "upper_thoracic_aorta", name: "upper thoracic aorta", path: "M186 62 V87", at: [200, 79, "start"] },
  { node: "lower_thoracic_aorta", name: "lower thoracic aorta", path: "M186 87 V112", at: [200, 103, "start"] },
  { node: "abdominal_aorta", name: "abdominal aorta", path: "M186 112 V138", at: [200, 129, "start"] },
  { node: "right_iliac_artery", name: "right iliac artery", path: "M187 135 L164 160", at: [152, 156, "end"] },
];

interface Place {
  readonly label: string;
  readonly index: string;
  readonly at: Spot;
  /** The branch that leads there. */
  readonly path: string;
}

const places: readonly Place[] = [
  { label: "Brain", index: "sao2_cerebral_pct", at: [126, 16, "end"], path: "M152 36 C150 24 142 13 130 12" },
  { label: "Right hand", index: "sao2_right_radial_pct", at: [100, 45, "end"], path: "M132 44 C124 38 114 40 104 41" },
  { label: "Left hand", index: "sao2_left_radial_pct", at: [222, 28, "start"], path: "M180 45 C190 30 204 25 218 24" },
  { label: "Coronary", index: "sao2_coronary_pct", at: [102, 118, "end"], path: "M124 99 C118 108 112 114 106 114" },
  {
    label: "Left groin",
    index: "sao2_femoral_pct",
    at: [218, 162, "start"],
    path: "M189 138 C198 152 206 158 214 158",
  },
];

/** Colour of a mixture, by the share of the oxygenator's blood; between two hues that colour-blind eyes tell apart. */
const mixture = (share: number) =>
  `color-mix(in oklab, var(--share-ecmo) ${Math.round(100 * share)}%, var(--share-heart))`;

const percent = (share: number | undefined) => (share === undefined ? "—" : `${Math.round(100 * share)} %`);

export function Watershed() {
  const { ecmoShares, watershed } = useView((view) => view.places);
  const aorta = useView((view) => view.aorta);
  const readings = useView((view) => view.readings);
  const shareOf = (node: string): number | undefined => ecmoShares[aorta.indexOf(node)];
  const sentence = whereItMixes(watershed, shareOf("aortic_root"));
  const spoken = [
    ...segments.map(({ node, name }) => `${name} ${percent(shareOf(node))}`),
    ...places.map(({ label, index }) => `saturation ${label} ${formatNumber(readings?.[index], 0)} %`),
  ].join("; ");
  return (
    <figure className="watershed">
      <svg viewBox="-6 0 326 168" role="img" aria-label={`Blood from the oxygenator along the aorta: ${spoken}`}>
        {places.map(({ index, path }) => (
          <path key={index} d={path} className="branch" />
        ))}
        <path d="M128 98 C144 112 136 134 122 130 C108 126 112 104 128 98" className="heart" />
        {segments.map(({ node, path }) => (
          <path key={node} d={path} className="vessel" style={{ stroke: mixture(shareOf(node) ?? 0) }} />
        ))}
        {segments.map(({ node, at: [x, y, anchor] }) => (
          <text key={node} x={x} y={y} textAnchor={anchor} className={node === watershed ? "share most" : "share"}>
            {percent(shareOf(node))}
          </text>
        ))}
        {places.map(({ label, index, at: [x, y, anchor] }) => (
          <text key={index} x={x} y={y} textAnchor={anchor}>
            {label} <tspan className="saturation">{formatNumber(readings?.[index], 0)}</tspan> %
          </text>
        ))}
      </svg>
      <figcaption>
        <b>{sentence}</b>
        <span className="shares-key">
          <span>0</span>
          <i />
          <span>100 % from the oxygenator</span>
        </span>
      </figcaption>
    </figure>
  );
}

/** The engine's watershed: the first segment with mostly the oxygenator's blood; none if all of them, or none, has. */
function whereItMixes(watershed: string | null, root: number | undefined): string {
  if (watershed === null) return root !== undefined && root >= 0.5 ? "Oxygenator’s blood to the heart" : "No watershed";
  const name = segments.find(({ node }) => node === watershed)?.name ?? watershed.replaceAll("_", " ");
  return `Watershed: ${name}`;
}
