import { createContext, type ReactNode, useContext } from "react";
import type { Session } from "./session.ts";
import { useStore } from "./store.ts";
import type { View } from "./view.ts";

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession outside of SessionProvider");
  return session;
}

export function useView<S>(select: (view: View) => S): S {
  return useStore(useSession().view, select);
}
