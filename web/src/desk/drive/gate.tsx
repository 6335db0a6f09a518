/** The entry for drivers, who have one page. It is loaded with the rest of that page. */
import { type ReactNode, useMemo } from "react";
import type { Me, Session } from "~/api/session";
import { DriverContext } from "./driver";

export function DriverGate({ session, me, children }: { session: Session; me: Me; children: ReactNode }) {
  const driver = useMemo(() => ({ session, me, memberId: me.member?.id ?? "" }), [session, me]);
  return <DriverContext value={driver}>{children}</DriverContext>;
}
