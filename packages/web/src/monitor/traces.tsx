/** The screen: the canvas that the traces sweep over, and the names, ticks and grid lines that belong to the lanes. */
import { type CSSProperties, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useSession, useView } from "../state/session-context.tsx";
import { onMotionChange, onThemeChange, reducedMotion, resolveColours } from "../theme/theme.ts";
import { sampleRateHz } from "../worker/protocol.ts";
import { GridLines, Ticks } from "./axis.tsx";
import type { FrameLoop } from "./frame-loop.ts";
import { LaneMenu } from "./lane-menu.tsx";
import { type Lane, laneInset, traceColours } from "./lanes.ts";
import { useShownLanes } from "./shown-lanes.ts";
import { paperSpeed, pixelsPerSecond } from "./sweep.ts";
import { TraceRenderer } from "./trace-renderer.ts";
import { useCanvasSize } from "./use-canvas.ts";

const insets = { "--lane-top": `${laneInset.top}px`, "--lane-bottom": `${laneInset.bottom}px` } as CSSProperties;
const lowest = (lanes: readonly Lane[]) => lanes.map(({ traces }) => traces.map(() => 0));

export function Traces({ frameLoop }: { frameLoop: FrameLoop }) {
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<TraceRenderer | null>(null);
  const size = useRef({ width: 1, height: 1, dpr: 1 });
  const lanes = useShownLanes();
  const shown = useRef(lanes);
  const [axes, setAxes] = useState({ lanes, rungs: lowest(lanes) as readonly (readonly number[])[] });
  // Just after other lanes were chosen the renderer has not told their axes yet.
  const rungs = axes.lanes === lanes ? axes.rungs : lowest(lanes);
  const factor = useView((view) => view.settings.speed);
  const running = useView((view) => view.settings.running);
  const still = useSyncExternalStore(onMotionChange, reducedMotion);
  const paper = paperSpeed(factor, still);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const tell = (rungs: readonly (readonly number[])[]) => setAxes({ lanes: shown.current, rungs });
    const traces = new TraceRenderer(context, session.history, shown.current, tell);
    renderer.current = traces;
    const recolour = () => traces.recolour(resolveColours(traceColours));
    recolour();
    const leave = [
      onThemeChange(recolour),
      session.onRestart(() => traces.restart()),
      frameLoop.add((wallSeconds) => {
        const rate = sampleRateHz * session.settings.speed;
        traces.draw(session.playhead.step(wallSeconds, rate, session.history.end));
      }),
    ];
    return () => {
      for (const end of leave) end();
    };
  }, [session, frameLoop]);

  useEffect(() => {
    if (shown.current === lanes) return;
    shown.current = lanes;
    renderer.current?.show(lanes);
  }, [lanes]);

  const onSize = useCallback(
    (width: number, height: number, dpr: number) => {
      size.current = { width, height, dpr };
      renderer.current?.resize(width, height, dpr, paper);
    },
    [paper],
  );
  useCanvasSize(canvas, onSize);
  useEffect(() => {
    const { width, height, dpr } = size.current;
    renderer.current?.resize(width, height, dpr, paper);
  }, [paper]);

  return (
    <section className="screen" aria-label="Traces">
      <div className="plot" style={{ "--second": `${paper}px` } as CSSProperties}>
        <canvas ref={canvas} role="img" aria-label={`Sweeping traces: ${lanes.map(({ label }) => label).join(", ")}`} />
      </div>
      <div className="lanes" style={insets}>
        {lanes.map((lane, i) => (
          <LaneLabels key={lane.id} lane={lane} rungs={rungs[i]} />
        ))}
      </div>
      <div className="paper">
        {!running && <b>Paused</b>}
        {((25 * paper) / pixelsPerSecond).toFixed(paper < pixelsPerSecond ? 1 : 0)} mm/s
        <LaneMenu />
      </div>
    </section>
  );
}

function LaneLabels({ lane, rungs }: { lane: Lane; rungs: readonly number[] }) {
  const range = (trace: number) => lane.traces[trace].ladder[rungs[trace]];
  const own = lane.traces.find(({ style }) => style !== "thin") ?? lane.traces[0];
  const { also = [] } = lane;
  return (
    <div className="lane" style={{ flexGrow: lane.weight }}>
      <GridLines range={range(0)} />
      <Ticks range={range(0)} side="left" />
      {also.map(({ trace, colour, label }) =>
        trace === undefined ? null : <Ticks key={label} range={range(trace)} side="right" colour={colour} />,
      )}
      <div className="lane-names">
        <span style={{ color: `var(--${own.colour})` }}>
          {lane.label} <small>{lane.unit}</small>
        </span>
        {also.map(({ label, unit, colour }) => (
          <span key={label} className="lane-also" style={{ color: `var(--${colour})` }}>
            {label} {unit && <small>{unit}</small>}
          </span>
        ))}
      </div>
    </div>
  );
}
