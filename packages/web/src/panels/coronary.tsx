/** The heart muscle's oxygen: each territory's supply against its need, with flow and the reserve that is left. */
import { type Artery, arteries } from "../state/dials.ts";
import { useView } from "../state/session-context.tsx";
import { effective } from "../state/settings.ts";
import { formatNumber, missing } from "../tiles/format.ts";
import { IndexTile } from "./oxygen.tsx";

/** Ratio at the right end of the bars. */
const widest = 2;

export function CoronaryPanel() {
  return (
    <>
      <p className="territory-head">Oxygen supply over need; the line is 1</p>
      <ul className="territories">
        {arteries.map((artery) => (
          <Territory key={artery.id} artery={artery} />
        ))}
      </ul>
      <dl className="tiles small">
        <IndexTile id="mvo2" label="LV MVO₂" index="lv_mvo2_mL_min" digits={1} unit="mL/min" />
        <IndexTile id="coronary" label="Flow, all" index="coronary_flow_mL_min" digits={0} unit="mL/min" />
        <IndexTile id="stress" label="LV stress" index="lv_peak_wall_stress_kPa" digits={1} unit="kPa" />
        <IndexTile id="pva" label="PVA" index="lv_pva_mmHg_mL" digits={0} unit="mmHg mL" />
      </dl>
    </>
  );
}

/** Below 1 the muscle is ischaemic: told by words and a hatched bar, not by colour alone. */
function Territory({ artery: { id, name, stenosis } }: { artery: Artery }) {
  const ratio = useView(({ readings }) => formatNumber(readings?.[`coronary_${id}_supply_demand`], 2));
  const flow = useView(({ readings }) => formatNumber(readings?.[`coronary_${id}_flow_mL_min`], 0));
  const reserve = useView(({ readings }) => {
    const share = readings?.[`coronary_${id}_reserve`];
    return typeof share === "number" ? `${Math.round(100 * share)} %` : missing;
  });
  const narrowed = useView(({ settings, parameters }) => effective(stenosis.id, settings, parameters));
  const meaning = useView(({ meanings }) => meanings[`coronary_${id}_supply_demand`]);
  const share = Number(ratio);
  const short = Number.isFinite(share) && share < 1;
  return (
    <li className="territory" data-tile={`supply-${id}`} data-short={short} title={meaning}>
      <b className="territory-name">{name}</b>
      <span className="territory-bar" aria-hidden="true">
        <i style={{ width: `${(100 * Math.min(Number.isFinite(share) ? share : 0, widest)) / widest}%` }} />
      </span>
      <b className="territory-ratio">{ratio}</b>
      <small className="territory-state">
        {short ? "Ischaemia" : narrowed > 0 && `${Math.round(narrowed)} % narrow`}
      </small>
      <small className="territory-more">
        <span>
          <b>{flow}</b> mL/min
        </span>
        <span>
          reserve <b>{reserve}</b>
        </span>
      </small>
    </li>
  );
}
