/** The two views: the bedside, and the evidence, which is loaded when it is first asked for. */
import { lazy, Suspense, useEffect } from "react";
import { Bedside } from "./bedside.tsx";
import { Guard } from "./guard.tsx";
import type { FrameLoop } from "./monitor/frame-loop.ts";
import { hasMoved, useRoute } from "./state/route.ts";

const EvidencePage = lazy(async () => ({ default: (await import("./evidence/evidence-page.tsx")).EvidencePage }));

export function App({ frameLoop }: { frameLoop: FrameLoop }) {
  const route = useRoute();
  useEffect(() => {
    document.title = route.view === "evidence" ? "Evidence · Counterpulse" : "Counterpulse";
    if (route.view !== "bedside" || !hasMoved()) return;
    // Another view: its beginning, for the eye and for the keyboard.
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
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
