/** The two views: the bedside, and the evidence, which is loaded when it is first asked for. */
import { lazy, Suspense, useEffect, useRef } from "react";
import { Bedside } from "./bedside.tsx";
import { Guard } from "./guard.tsx";
import type { FrameLoop } from "./monitor/frame-loop.ts";
import { useRoute } from "./state/route.ts";

const EvidencePage = lazy(async () => ({ default: (await import("./evidence/evidence-page.tsx")).EvidencePage }));

export function App({ frameLoop }: { frameLoop: FrameLoop }) {
  const route = useRoute();
  const first = useRef(route.view);
  useEffect(() => {
    document.title = route.view === "evidence" ? "Evidence · Counterpulse" : "Counterpulse";
    if (route.view === first.current) return;
    // Another view: its beginning, for the eye and for the keyboard; never at the first look.
    first.current = route.view;
    scrollTo(0, 0);
    if (route.view === "bedside") document.querySelector<HTMLElement>("main")?.focus();
  }, [route.view]);
  if (route.view === "bedside") return <Bedside frameLoop={frameLoop} />;
  return (
    <Guard>
      <Suspense fallback={<p className="loading">Loading the evidence</p>}>
        <EvidencePage section={route.section} item={route.item} />
      </Suspense>
    </Guard>
  );
}
