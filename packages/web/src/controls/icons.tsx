/** Icons as inline SVG: letters such as arrows are missing from simple fonts. All are decoration beside a text. */
import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PauseIcon = () => (
  <Icon>
    <path d="M8 5v14M16 5v14" strokeWidth="3" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M7 4.5v15l12-7.5z" fill="currentColor" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z" />
  </Icon>
);
export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.5" y="6" width="19" height="12" rx="2" />
    <path d="M6.5 10h.01M10.2 10h.01M13.8 10h.01M17.5 10h.01M7.5 14h9" />
  </Icon>
);
export const SlidersIcon = () => (
  <Icon>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);
export const FreezeIcon = () => (
  <Icon>
    <path d="M12 3v18M4.2 7.5l15.6 9M19.8 7.5l-15.6 9M9.5 4.5L12 7l2.5-2.5M9.5 19.5L12 17l2.5 2.5" />
  </Icon>
);
export const WarnIcon = () => (
  <Icon>
    <path d="M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.01" />
  </Icon>
);
/** The mark of the page: a pulse and its counterpulse. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 24" fill="none" aria-hidden="true">
    <path
      d="M1 19h4c2.2 0 2.4-14 5-14s2.6 9 5 9 2.6-6 5-6S22.5 19 25 19h6"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
export const RestartIcon = () => (
  <Icon>
    <path d="M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4 4.5v4.5h4.5" />
  </Icon>
);
/** A forest plot: estimates with their intervals beside the line of no effect. */
export const ForestIcon = () => (
  <Icon>
    <path d="M14 3v18M4 6.5h8M7 12h11M3 17.5h9" />
    <path d="M8 6.5h.01M12 12h.01M7.5 17.5h.01" strokeWidth="5" />
  </Icon>
);
export const PulseIcon = () => (
  <Icon>
    <path d="M2.5 13h4l3-8 5 14 3-6h4" />
  </Icon>
);
export const SaveIcon = () => (
  <Icon>
    <path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14" />
  </Icon>
);
