/** The head of the wall display: the time, temporary measures, and the kitchen's few tools. */
import { Link } from "@tanstack/react-router";
import { clock, deskTime } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Icon } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import { w } from "~/words/kitchen";
import { useDesk } from "../desk-context";
import { useLive } from "../shell/live";
import { sound, useSound } from "../shell/switches";
import { NowChips, useDifferent } from "./different";
import { switchKiosk, useKioskSwitch } from "./kiosk";

export interface PassProps {
  allDay: boolean;
  onAllDay: () => void;
  onBusy: () => void;
}

export function Pass({ allDay, onAllDay, onBusy }: PassProps) {
  const { seller, zone } = useDesk();
  const now = useSeconds(clock.now);
  const different = useDifferent();
  const few = different.length <= 1;
  return (
    <header className="pass">
      <Link className="button pass-button" to="/desk/orders" aria-label={w.back}>
        <Icon name="next" className="pass-back" />
      </Link>
      <h1>{seller.name}</h1>
      <time className="pass-clock mono" dateTime={new Date(now).toISOString()}>
        {deskTime(now, zone)}
      </time>
      <Live />
      {few && <NowChips all={different} />}
      <div className="pass-tools">
        <button className="button pass-button" type="button" aria-pressed={allDay} onClick={onAllDay}>
          <Icon name="list" />
          {w.tools.allDay}
        </button>
        <button className="button pass-button" type="button" aria-haspopup="dialog" onClick={onBusy}>
          <Icon name="pause" />
          {w.tools.busy}
        </button>
        <button
          className="button pass-button"
          type="button"
          data-size-switch
          aria-label={w.tools.size}
          title={w.tools.size}
        >
          <span className="pass-aa" aria-hidden="true">
            Aa
          </span>
        </button>
        <ThemeSwitch label={w.tools.theme} className="pass-button" />
        <Printing />
        <Sound />
      </div>
      {!few && <NowChips all={different} />}
    </header>
  );
}

function Live() {
  const { state } = useLive();
  return (
    <span className={`live${state === "offline" ? " live-off" : state === "paused" ? " live-paused" : ""}`}>
      <Icon name={state === "offline" ? "offline" : state === "paused" ? "pause" : "live"} />
      {w.live[state]}
    </span>
  );
}

function Printing() {
  const { seller } = useDesk();
  const on = useKioskSwitch();
  return (
    <button
      className="button pass-button"
      type="button"
      aria-pressed={on}
      aria-label={w.tools.printing}
      title={w.tools.printing}
      onClick={() => void switchKiosk(!on, seller.id)}
    >
      <Icon name="print" />
    </button>
  );
}

function Sound() {
  const on = useSound();
  return (
    <button
      className="button pass-button"
      type="button"
      aria-pressed={on}
      aria-label={on ? w.tools.soundOn : w.tools.soundOff}
      title={on ? w.tools.soundOn : w.tools.soundOff}
      onClick={() => sound.set(!on)}
    >
      <Icon name={on ? "sound" : "muted"} />
    </button>
  );
}
