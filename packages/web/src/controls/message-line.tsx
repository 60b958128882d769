/** What supports the patient, and what needs attention; the live region speaks for both. */
import type { Alert } from "../state/alerts.ts";
import { useView } from "../state/session-context.tsx";
import { describeSupport } from "../state/settings.ts";
import { WarnIcon } from "./icons.tsx";
import { Popover } from "./popover.tsx";

/** The line keeps its height: so many are named, the others are counted. */
const named = 2;

export function MessageLine() {
  const status = useView((view) => view.status);
  const fault = useView((view) => view.fault);
  const alerts = useView((view) => view.alerts);
  const settings = useView((view) => view.settings);
  const parameters = useView((view) => view.parameters);
  const warnings: readonly Alert[] =
    status === "failed" ? [{ id: "fault", level: "high", text: `The simulation stopped: ${fault}` }] : alerts;
  return (
    <section className="messages" aria-label="Alerts">
      <span className="support">
        {status === "starting" ? "Starting the circulation" : sentence(describeSupport(settings, parameters))}
      </span>
      {warnings.slice(0, named).map((alert) => (
        <Warning key={alert.id} alert={alert} />
      ))}
      {warnings.length > 1 && (
        <Popover
          label={<More count={warnings.length} />}
          className={warnings.length > named ? "all-alerts" : "all-alerts few"}
        >
          {warnings.map((alert) => (
            <Warning key={alert.id} alert={alert} />
          ))}
        </Popover>
      )}
    </section>
  );
}

/** A narrow line names one, a wide line two (layout.css). */
function More({ count }: { count: number }) {
  return (
    <>
      <span className="beyond-one">+{count - 1}</span>
      {count > named && <span className="beyond-two">+{count - named}</span>}
      <span className="unseen"> more alerts</span>
    </>
  );
}

function Warning({ alert: { id, level, text } }: { alert: Alert }) {
  return (
    <p className="alert" data-alert={id} data-level={level} title={text}>
      <WarnIcon />
      <span>{text}</span>
    </p>
  );
}

const sentence = (text: string) => text[0].toUpperCase() + text.slice(1);
