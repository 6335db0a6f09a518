/** The state of the connection, and the number of unsent steps. Always rendered, so that screen readers announce changes. */
import { deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/drive";
import { useDriveNow } from "./use-drive";

export function SignalLine() {
  const { tour, waiting, silentSince, signedOut } = useDriveNow();
  const zone = tour?.seller.timezone ?? "UTC";
  return (
    <div role="status">
      {signedOut ? (
        <p className="drive-off">
          <Icon name="lock" />
          <span>
            <b>{w.signal.signedOut}</b> {w.signal.signedOutHint(waiting)}{" "}
            <button className="link" type="button" onClick={() => location.reload()}>
              {w.signal.signIn}
            </button>
          </span>
        </p>
      ) : silentSince !== null ? (
        <p className="drive-off">
          <Icon name="offline" />
          <span>
            <b>{w.signal.since(deskTime(silentSince, zone))}</b>{" "}
            {waiting === 0 ? w.signal.none : w.signal.waits(waiting)}
          </span>
        </p>
      ) : (
        waiting > 0 && (
          <p className="drive-off drive-sending">
            <Icon name="reload" />
            <span>{w.signal.sending(waiting)}</span>
          </p>
        )
      )}
    </div>
  );
}
