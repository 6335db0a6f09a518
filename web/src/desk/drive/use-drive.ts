/** The tour of the signed-in driver, for all components that show or change it. */
import { createContext, useContext, useEffect, useMemo } from "react";
import { useStore } from "~/lib/store";
import { Drive } from "./drive";
import type { Driver } from "./driver";
import type { Tour } from "./read-tour";
import { applied, type Batch, type Step, waitingOf } from "./steps";

export const DriveContext = createContext<Drive | null>(null);

export function useDrive(): Drive {
  const drive = useContext(DriveContext);
  if (drive === null) throw new Error("useDrive is for the page of drivers");
  return drive;
}

/** The one tour of this page, as long as the driver is signed in. */
export function useOwnDrive({ session, me, memberId }: Driver): Drive {
  const drive = useMemo(
    () => new Drive(session, memberId, me.seller?.id ?? ""),
    [session, memberId, me.seller?.id],
  );
  useEffect(() => drive.follow(), [drive]);
  return drive;
}

export interface DriveNow {
  tour: Tour | null;
  /** The batches with the steps that the server does not have yet. */
  batches: readonly Batch[];
  steps: readonly Step[];
  /** How many are still to be sent. */
  waiting: number;
  silentSince: number | null;
  signedOut: boolean;
  error: Error | null;
}

export function useDriveNow(): DriveNow {
  const { tour, steps, silentSince, signedOut, error } = useStore(useDrive().state);
  return useMemo(() => {
    const batches = tour === null ? [] : applied(tour.batches, steps);
    return { tour, steps, batches, waiting: waitingOf(steps).length, silentSince, signedOut, error };
  }, [tour, steps, silentSince, signedOut, error]);
}
