/** The driver, stored on this device, so that a reload without a connection opens their tour and not the sign-in page. */
import { createContext, useContext } from "react";
import type { Me, Session } from "~/api/session";

export interface Driver {
  session: Session;
  me: Me;
  /** The key of the stored tour. */
  memberId: string;
}

export const DriverContext = createContext<Driver | null>(null);

/** Null for everybody who is not a driver. */
export const useMaybeDriver = (): Driver | null => useContext(DriverContext);

export function useDriver(): Driver {
  const driver = useContext(DriverContext);
  if (driver === null) throw new Error("useDriver is for the page of drivers");
  return driver;
}

const KEY = "docket-driver";

export function keepDriver(me: Me): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(me));
  } catch {
    // Then it is not stored: without a connection, a reload cannot open the tour.
  }
}

export function forgetDriver(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then it was not stored either.
  }
}

/** The driver who was signed in here last and has not signed out. */
export function keptDriver(): Me | null {
  try {
    const me = JSON.parse(localStorage.getItem(KEY) ?? "null") as Me | null;
    return me?.role === "driver" ? me : null;
  } catch {
    return null;
  }
}
