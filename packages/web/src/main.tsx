import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { FrameLoop } from "./monitor/frame-loop.ts";
import { observedSignals } from "./monitor/lanes.ts";
import { currentRoute, onRouteChange } from "./state/route.ts";
import { Session } from "./state/session.ts";
import { SessionProvider } from "./state/session-context.tsx";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/layout.css";
import "./monitor/monitor.css";
import "./tiles/tiles.css";
import "./panels/panels.css";
import "./controls/controls.css";
import "./controls/dock.css";
import "./controls/keys-dialog.css";

const root = document.getElementById("root")!;
const worker = new Worker(new URL("./worker/engine.worker.ts", import.meta.url), { type: "module" });
const session = new Session(worker, observedSignals);

// What drawing and simulating cost, for the browser tests and for the curious.
const frameLoop = new FrameLoop(({ meanMs, frames }) => {
  root.dataset.frameMs = meanMs.toFixed(3);
  root.dataset.frames = String(frames);
  root.dataset.samples = String(Math.floor(session.playhead.position));
  if (Number.isFinite(session.workerLoad)) root.dataset.workerLoad = session.workerLoad.toFixed(4);
});
session.charge = (work) => frameLoop.charge(work);

// Nobody looks at the patient in a hidden tab, or behind the evidence.
const unseen = () => document.hidden || currentRoute().view !== "bedside";
const attend = () => session.setHidden(unseen());
document.addEventListener("visibilitychange", attend);
onRouteChange(attend);
if (unseen()) attend();

createRoot(root).render(
  <SessionProvider session={session}>
    <App frameLoop={frameLoop} />
  </SessionProvider>,
);
