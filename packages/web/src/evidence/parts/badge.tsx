/** In a word, how far something may be relied on. */
import type { Status, Verdict } from "@counterpulse/evidence";
import { WarnIcon } from "../../controls/icons.tsx";

const statuses: Readonly<Record<Status, string>> = {
  READ: "Read",
  DERIVED: "Derived",
  RECALLED: "Recalled, unverified",
};

export function StatusBadge({ status }: { status: Status }) {
  return (
    <span className="badge" data-tone={status === "RECALLED" ? "warn" : "plain"} data-status={status}>
      {status === "RECALLED" && <WarnIcon />}
      {statuses[status]}
    </span>
  );
}

export const verdictNames: Readonly<Record<Verdict, string>> = {
  consistent: "Consistent",
  rounding: "Rounding",
  inconsistent: "Inconsistent",
  impossible: "Impossible",
};
const tones: Readonly<Record<Verdict, string>> = {
  consistent: "plain",
  rounding: "warn",
  inconsistent: "alarm",
  impossible: "alarm",
};

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return (
    <span className="badge" data-tone={tones[verdict]} data-verdict={verdict}>
      {verdictNames[verdict]}
    </span>
  );
}
