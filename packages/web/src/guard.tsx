/** What failed below says so in its place, with a way back; the rest of the page goes on. */
import { Component, type ReactNode } from "react";
import { formatRoute } from "./state/route.ts";

export class Guard extends Component<{ children: ReactNode }, { fault: string | null }> {
  override state: { fault: string | null } = { fault: null };

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <main className="loading">
        <p role="alert">This view could not be shown: {fault}</p>
        <p>
          <a href={formatRoute({ view: "bedside" })}>Back to the bedside</a>
        </p>
      </main>
    );
  }
}
