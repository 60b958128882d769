/** The left ventricle's pressure-volume loop, live over a frozen one, on axes that hold still. */
import { useCallback, useEffect, useRef, useState } from "react";
import { FreezeIcon } from "../controls/icons.tsx";
import { useSession, useView } from "../state/session-context.tsx";
import { onThemeChange, reducedMotion, resolveColours } from "../theme/theme.ts";
import { GridLines, Ticks } from "./axis.tsx";
import type { FrameLoop } from "./frame-loop.ts";
import { LoopRenderer } from "./loop-renderer.ts";
import { climb, type Ladder } from "./scale.ts";
import { useCanvasSize } from "./use-canvas.ts";

const volumes: Ladder = [
  { low: 0, high: 225, ticks: [0, 50, 100, 150, 200] },
  { low: 0, high: 340, ticks: [0, 100, 200, 300] },
  { low: 0, high: 560, ticks: [0, 100, 200, 300, 400, 500] },
];
const pressures: Ladder = [
  { low: 0, high: 130, ticks: [0, 40, 80, 120] },
  { low: 0, high: 175, ticks: [0, 40, 80, 120, 160] },
  { low: 0, high: 260, ticks: [0, 80, 160, 240] },
];
/** A little more than the cycle itself, so that the loop closes. */
const tailCycles = 1.06;

export function Loop({ frameLoop }: { frameLoop: FrameLoop }) {
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<LoopRenderer | null>(null);
  const [rungs, setRungs] = useState({ volume: 0, pressure: 0 });
  const frozen = useView((view) => view.frozen);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const { history } = session;
    const axesAt = (at: { volume: number; pressure: number }) => ({
      volume: volumes[at.volume],
      pressure: pressures[at.pressure],
    });
    let present = { volume: 0, pressure: 0 };
    const loop = new LoopRenderer(context, history, axesAt(present));
    renderer.current = loop;
    const rescale = (next: typeof present) => {
      if (next.volume === present.volume && next.pressure === present.pressure) return;
      present = next;
      loop.rescale(axesAt(next));
      setRungs(next);
    };
    const signals = { volume: history.indexOf("lv.V"), pressure: history.indexOf("lv.p") };
    let checked = 0;
    /** Widens the axes when a new sample leaves them. */
    const widen = (to: number) => {
      let { volume, pressure } = present;
      for (let sample = Math.max(checked, history.start); sample < to; sample++) {
        volume = climb(volumes, volume, 0, history.at(signals.volume, sample));
        pressure = climb(pressures, pressure, 0, history.at(signals.pressure, sample));
      }
      checked = to;
      rescale({ volume, pressure });
    };
    const recolour = () => {
      const colours = resolveColours(["loop-live", "loop-frozen"]);
      loop.recolour({ live: colours.get("loop-live")!, frozen: colours.get("loop-frozen")! });
    };
    recolour();
    const leave = [
      onThemeChange(recolour),
      session.onRestart(() => {
        checked = 0;
        rescale({ volume: 0, pressure: 0 });
      }),
      // After the traces, which move the playhead.
      frameLoop.add(() => {
        const to = Math.floor(session.playhead.position);
        widen(to);
        loop.draw(to, session.loopSamples() * tailCycles, reducedMotion());
      }),
    ];
    return () => {
      for (const end of leave) end();
    };
  }, [session, frameLoop]);

  useEffect(() => renderer.current?.freeze(frozen), [frozen]);
  const onSize = useCallback((width: number, height: number, dpr: number) => {
    renderer.current?.resize(width, height, dpr);
  }, []);
  useCanvasSize(canvas, onSize);

  const volume = volumes[rungs.volume];
  const pressure = pressures[rungs.pressure];
  return (
    <section className="loop" aria-label="Left ventricular pressure-volume loop">
      <div className="loop-head">
        <h2>Pressure-volume loop</h2>
        <button
          type="button"
          className="button"
          aria-keyshortcuts="F"
          aria-pressed={frozen !== null}
          onClick={() => session.toggleFreeze()}
        >
          <FreezeIcon />
          Freeze loop
        </button>
      </div>
      <div className="loop-plot">
        <GridLines range={pressure} />
        <GridLines range={volume} upright />
        <Ticks range={pressure} side="left" />
        <Ticks range={volume} side="below" />
        <canvas ref={canvas} role="img" aria-label="Pressure over volume of the left ventricle, the last beat" />
        <span className="axis up">mmHg</span>
        <span className="axis across">mL</span>
      </div>
      <p className="loop-key">
        <span className="key-live">Live</span>
        {frozen ? <span className="key-frozen">Frozen: {frozen.label}</span> : <span>Freeze to compare</span>}
      </p>
    </section>
  );
}
