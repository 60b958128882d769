import { useSession, useView } from "../state/session-context.tsx";
import { describeSupport, speeds } from "../state/settings.ts";
import { chooseTheme, type Theme, useTheme } from "../theme/theme.ts";
import { formatClock } from "../tiles/format.ts";
import { KeyboardIcon, Mark, MoonIcon, PauseIcon, PlayIcon, SunIcon, WarnIcon } from "./icons.tsx";
import { Segments } from "./segments.tsx";

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
      <MessageLine />
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
      <ThemeToggle />
      <button type="button" className="button bare" aria-label="Keys" aria-keyshortcuts="?" onClick={onHelp}>
        <KeyboardIcon />
      </button>
    </header>
  );
}

/** What supports the patient, and, before it, what needs attention. The live region speaks for both. */
function MessageLine() {
  const status = useView((view) => view.status);
  const fault = useView((view) => view.fault);
  const alerts = useView((view) => view.alerts);
  const settings = useView((view) => view.settings);
  const parameters = useView((view) => view.parameters);
  const warnings = status === "failed" ? [{ id: "fault", text: `The simulation stopped: ${fault}` }] : alerts;
  return (
    <div className="messages">
      <span className="support">
        {status === "starting" ? "Starting the circulation" : sentence(describeSupport(settings, parameters))}
      </span>
      {warnings.map(({ id, text }) => (
        <p className="alert" key={id} data-alert={id}>
          <WarnIcon />
          {text}
        </p>
      ))}
    </div>
  );
}

const sentence = (text: string) => text[0].toUpperCase() + text.slice(1);

function ThemeToggle() {
  const theme = useTheme();
  const other: Theme = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" className="button bare" aria-label={`Use ${other} theme`} onClick={() => chooseTheme(other)}>
      {theme === "dark" ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
