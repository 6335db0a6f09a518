import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { clock, deskTime, otherZone, zoneName } from "~/lib/time";
import { useSeconds } from "~/lib/use-seconds";
import { Icon } from "~/ui/icon";
import { ThemeSwitch } from "~/ui/switches";
import { w } from "~/words/desk";
import { useDesk } from "../desk-context";
import { Bell } from "../notifications/bell";
import { beats } from "../open-orders/feed";
import { parseOrderSearch } from "../orders/search";
import { initials } from "../sign-in/page";
import { Account } from "./account";
import { live, useLive } from "./live";
import { sound, useSingleKeys, useSound } from "./switches";

export function Header({ page }: { page: string }) {
  const { me, session, seller, zone } = useDesk();
  const name = me.member?.name ?? w.nav.allSellers;
  return (
    <header className="top">
      <h1>{page}</h1>
      <Find />
      <div className="top-state">
        <Live />
        <Sound />
        <Bell session={session} sellerId={seller.id} beats={beats} zone={zone} />
        <ThemeSwitch label={w.header.theme} className="top-theme" />
        <button className="who" type="button" popoverTarget="account">
          <span aria-hidden="true">{initials(name)}</span>
          <span className="out-of-sight">{w.header.account(name)}</span>
        </button>
        <Account name={name} />
      </div>
    </header>
  );
}

/** Searches while the person types, a moment after the last letter. `/` focuses it. */
function Find() {
  const { q = "" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  const keys = useSingleKeys();
  // *Back* and links change the value from outside.
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => {
      void navigate({
        to: "/desk/orders",
        replace: true,
        search: (was) => parseOrderSearch({ ...was, q: typed }),
      });
    }, 200);
    return () => clearTimeout(timer);
  }, [typed, q, navigate]);
  useEffect(() => {
    if (!keys) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [keys]);
  return (
    <search className="find">
      <label className="out-of-sight" htmlFor="find">
        {w.header.search}
      </label>
      <Icon name="search" />
      <input
        ref={input}
        id="find"
        className="input"
        type="search"
        placeholder={w.header.searchHint}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {keys && <kbd>/</kbd>}
    </search>
  );
}

/** Whether a key press on this element types into it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"))
  );
}

function Live() {
  const { zone } = useDesk();
  const { state, since } = useLive();
  const now = useSeconds(clock.now);
  const time = deskTime(now, zone);
  const elsewhere = otherZone(zone) !== null;
  const paused = state === "paused";
  return (
    <button
      className="top-live"
      type="button"
      aria-pressed={paused}
      title={elsewhere ? w.header.zone(zoneName(zone)) : paused ? w.header.resume : w.header.pause}
      disabled={state === "offline"}
      onClick={() => live.set({ state: paused ? "live" : "paused", since: clock.now() })}
    >
      <span className={`live${state === "offline" ? " live-off" : paused ? " live-paused" : ""}`}>
        <Icon name={state === "offline" ? "offline" : paused ? "pause" : "live"} />
        <span className="live-word">
          {state === "offline"
            ? w.header.offline(deskTime(since, zone))
            : paused
              ? w.header.paused
              : w.header.live}
        </span>
      </span>
      <time className="mono" dateTime={new Date(now).toISOString()}>
        {time}
      </time>
      {elsewhere && <span className="out-of-sight">{w.header.zone(zoneName(zone))}</span>}
    </button>
  );
}

function Sound() {
  const on = useSound();
  return (
    <button
      className="button button-quiet sound"
      type="button"
      aria-pressed={on}
      onClick={() => sound.set(!on)}
    >
      <Icon name={on ? "sound" : "muted"} />
      <span className="sound-word">{on ? w.header.soundOn : w.header.soundOff}</span>
    </button>
  );
}
