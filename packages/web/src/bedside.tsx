import { type CSSProperties, useCallback, useState } from "react";
import { ControlDock } from "./controls/control-dock.tsx";
import { KeysDialog } from "./controls/keys-dialog.tsx";
import { MessageLine } from "./controls/message-line.tsx";
import { TopBar } from "./controls/top-bar.tsx";
import { useShortcuts } from "./controls/use-shortcuts.ts";
import type { FrameLoop } from "./monitor/frame-loop.ts";
import { Loop } from "./monitor/loop.tsx";
import { useShownLanes } from "./monitor/shown-lanes.ts";
import { Traces } from "./monitor/traces.tsx";
import { SidePanels } from "./panels/side-panels.tsx";
import { useView } from "./state/session-context.tsx";
import { Vitals } from "./tiles/vitals.tsx";

export function Bedside({ frameLoop }: { frameLoop: FrameLoop }) {
  const [keysShown, setKeysShown] = useState(false);
  const toggleKeys = useCallback(() => setKeysShown((shown) => !shown), []);
  const closeKeys = useCallback(() => setKeysShown(false), []);
  useShortcuts({ shown: keysShown, toggle: toggleKeys });
  // Rows of the screen's lanes, so that the numbers stand beside their traces.
  const rows = useShownLanes().map(({ weight }) => `minmax(0, ${weight}fr)`);
  const laneRows = { "--lane-rows": rows.join(" ") } as CSSProperties;
  return (
    <div className="page">
      <TopBar onHelp={toggleKeys} />
      <MessageLine />
      <main className="bedside" style={laneRows} tabIndex={-1}>
        <Traces frameLoop={frameLoop} />
        <Vitals />
        <div className="side">
          <Loop frameLoop={frameLoop} />
          <SidePanels />
        </div>
      </main>
      <ControlDock />
      <Footer />
      <LiveRegion />
      <KeysDialog shown={keysShown} onClose={closeKeys} />
    </div>
  );
}

function Footer() {
  const model = useView((view) => view.model);
  return (
    <footer className="foot">
      <p>Counterpulse is a modelled circulation for research and teaching, not a medical device.</p>
      {model && (
        <p className="model">
          Model {model.name} {model.hash.slice(0, 8)}
        </p>
      )}
    </footer>
  );
}

/** Says what was switched and what needs attention; never every beat. */
function LiveRegion() {
  const announcement = useView((view) => view.announcement);
  return (
    <div className="unseen" role="status" aria-live="polite" data-announcement>
      {announcement}
    </div>
  );
}
