/** A button that opens a small panel beneath it; Escape or a press elsewhere closes it. */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

interface Props {
  label: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Popover({ label, className = "", children }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", escape);
    };
  }, [open]);
  return (
    <div className={`popover ${className}`} ref={frame}>
      <button
        type="button"
        className="popover-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        ref={button}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div className="popover-panel" id={id}>
          {children}
        </div>
      )}
    </div>
  );
}
