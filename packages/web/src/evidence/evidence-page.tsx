/** The place for evidence: studies, their pools, the editorial checked, and a calculator. Loaded when first asked for. */
import { useEffect, useRef } from "react";
import { Mark } from "../controls/icons.tsx";
import { ThemeToggle } from "../controls/theme-toggle.tsx";
import { BedsideLink } from "../controls/view-link.tsx";
import { evidenceAddress, hasMoved, SECTIONS, type Section } from "../state/route.ts";
import { CalculatorSection } from "./calculator/calculator-section.tsx";
import { EditorialSection } from "./editorial/editorial-section.tsx";
import { PoolsSection } from "./pools/pools-section.tsx";
import { StudiesSection } from "./studies/studies-section.tsx";
import "./evidence.css";
import "./evidence-parts.css";

const titles: Readonly<Record<Section, string>> = {
  studies: "Studies",
  pools: "Pools",
  editorial: "Editorial",
  calculator: "Calculator",
};

export function EvidencePage({ section, item }: { section: Section; item: string | null }) {
  const main = useRef<HTMLElement>(null);
  // Only a study is a place within its part.
  const within = section === "studies" && item !== null;
  useEffect(() => {
    if (!hasMoved()) return;
    // Who comes here, or goes on to another part, begins at its top, unless the address leads further.
    main.current?.focus({ preventScroll: true });
    if (!within) scrollTo(0, 0);
  }, [within, section]);
  return (
    <div className="evidence">
      <header className="top">
        <h1>
          <Mark />
          <span>Counterpulse</span>
        </h1>
        <BedsideLink />
        <ThemeToggle />
      </header>
      <nav className="parts" aria-label="Evidence">
        {SECTIONS.map((name) => (
          <a key={name} href={evidenceAddress(name)} aria-current={name === section ? "page" : undefined}>
            {titles[name]}
          </a>
        ))}
      </nav>
      <main ref={main} tabIndex={-1} className="reading" aria-label={titles[section]}>
        {section === "studies" && <StudiesSection item={item} />}
        {section === "pools" && <PoolsSection item={item} />}
        {section === "editorial" && <EditorialSection />}
        {section === "calculator" && <CalculatorSection />}
      </main>
      <footer className="foot">
        <p>For research and teaching, not a medical device. All numbers here are computed in this page.</p>
      </footer>
    </div>
  );
}
