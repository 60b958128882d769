import { useSession, useView } from "../state/session-context.tsx";
import { speeds } from "../state/settings.ts";
import { formatClock } from "../tiles/format.ts";
import { KeyboardIcon, Mark, PauseIcon, PlayIcon } from "./icons.tsx";
import { PatientSelect } from "./patient-select.tsx";
import { Segments } from "./segments.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { EvidenceLink } from "./view-link.tsx";

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const session = useSession();
  const running = useView((view) => view.settings.running);
  const speed = useView((view) => view.settings.speed);
  const clock = useView((view) => view.clockSeconds);
  return (
    <header className="top">
      <h1>
        <Mark />
        <span>Counterpulse</span>
      </h1>
      <PatientSelect />
      <span className="clock">
        <span className="unseen">Simulated time </span>
        {formatClock(clock)}
      </span>
      <Segments
        legend="Speed"
        quiet
        options={speeds.map((value) => ({ value, label: `×${value}` }))}
        value={speed}
        onChange={(value) => session.setSpeed(value)}
      />
      <button
        type="button"
        className={running ? "button pause" : "button pause chosen"}
        aria-keyshortcuts="Space"
        onClick={() => session.setRunning(!running)}
      >
        {running ? <PauseIcon /> : <PlayIcon />}
        <span>{running ? "Pause" : "Resume"}</span>
      </button>
      <EvidenceLink />
      <ThemeToggle />
      <button
        type="button"
        className="button bare keys-button"
        aria-label="Keys"
        aria-keyshortcuts="?"
        onClick={onHelp}
      >
        <KeyboardIcon />
      </button>
    </header>
  );
}
