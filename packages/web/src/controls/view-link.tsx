/** The way to the other view; on a phone its icon alone is seen. */
import type { ReactNode } from "react";
import { evidenceAddress, formatRoute } from "../state/route.ts";
import { ForestIcon, PulseIcon } from "./icons.tsx";

function ViewLink({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  return (
    <a className="button view-link" href={href}>
      {icon}
      <span>{children}</span>
    </a>
  );
}

export const EvidenceLink = () => (
  <ViewLink href={evidenceAddress("studies")} icon={<ForestIcon />}>
    Evidence
  </ViewLink>
);

export const BedsideLink = () => (
  <ViewLink href={formatRoute({ view: "bedside" })} icon={<PulseIcon />}>
    Bedside
  </ViewLink>
);
