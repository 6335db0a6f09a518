/** Bars under the head: no connection, a muted bell, a screen that may switch off. */
import { useState } from "react";
import { deskTime } from "~/lib/time";
import { Icon } from "~/ui/icon";
import { w } from "~/words/kitchen";
import { useDesk } from "../desk-context";
import { Muted } from "../open-orders/muted";
import { useNow } from "../open-orders/now";
import { tryNow, useLive } from "../shell/live";
import { useWakeLock } from "./wake-lock";

export function Bars() {
  return (
    <div className="pass-bars" role="status">
      <Offline />
      <Muted />
      <Awake />
    </div>
  );
}

function Offline() {
  const { state, since } = useLive();
  const { zone } = useDesk();
  const now = useNow();
  if (state !== "offline") return null;
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  return (
    <div className="notice notice-brick">
      <Icon name="offline" className="is-bad" />
      <span>{w.offline(deskTime(since, zone), minutes)}</span>
      <button className="button" type="button" onClick={() => tryNow.get()()}>
        {w.tryNow}
      </button>
    </div>
  );
}

function Awake() {
  const held = useWakeLock();
  const [read, setRead] = useState(false);
  if (held !== false || read) return null;
  return (
    <div className="notice notice-amber">
      <Icon name="info" className="is-soon" />
      <span>
        <b>{w.awake.none}</b> {w.awake.hint}
      </span>
      <button className="button" type="button" onClick={() => setRead(true)}>
        {w.awake.ok}
      </button>
    </div>
  );
}
