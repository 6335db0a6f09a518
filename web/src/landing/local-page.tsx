/** The first page of the local program: sellers, people, clock, messages, a tour. */
import { useEffect, useMemo, useState } from "react";
import { Session } from "~/api/session";
import { type Person, signInAs } from "~/sign-in/demo-people";
import { Icon } from "~/ui/icon";
import { w } from "~/words/landing";
import { ClockCard } from "./clock-card";
import { deadLetters, type Message, messages, type People, people, placeMore } from "./local";
import { Messages } from "./messages";
import { Developers, Tour } from "./rest";
import { useActing } from "./said";
import { SellerSlip } from "./sellers";

const MESSAGES_EVERY = 2_000;
const PEOPLE_EVERY = 15_000;
const MORE = 20;

/** The data of the first render, read before it, because later data would move the page. */
export interface First {
  people: People;
  messages: readonly Message[];
  deadLetters: number;
}

export function LocalPage({ first, zone }: { first: First; zone: string }) {
  const [turn, setTurn] = useState(0);
  const known = usePolled(first.people, people, PEOPLE_EVERY, turn);
  const sent = usePolled(first.messages, messages, MESSAGES_EVERY);
  const givenUp = usePolled(first.deadLetters, deadLetters, PEOPLE_EVERY);
  const { busy, said, act } = useActing(w.failed);
  const names = useMemo(
    () => new Map(known.people.map(({ phone, email, name }) => [phone ?? email ?? "", name])),
    [known],
  );
  const staff = known.people.filter((person): person is Person => person.role !== "buyer");
  const buyer = known.people.find(({ role }) => role === "buyer");
  const admin = staff.find(({ role }) => role === "admin");

  /** Signs in with one click, and opens that person's page of work or orders. */
  const enter = (person: People["people"][number]) =>
    act(person.name, async () => {
      const isBuyer = person.role === "buyer";
      await signInAs(new Session(isBuyer ? "shop" : "desk"), person as Person);
      location.assign(isBuyer ? "/my" : "/desk");
      return "";
    });
  const named = (name: string) => {
    const person = staff.find((one) => one.name.startsWith(name));
    return person && (() => enter(person));
  };

  return (
    <>
      <div className="land-head">
        <div>
          <h1>{w.head(known.sellers.length)}</h1>
          <p>{w.lead}</p>
        </div>
        <ClockCard zone={zone} />
      </div>
      <div className="bar land-bar" />
      <section className="land-sellers hung" aria-label={w.sellers}>
        {known.sellers.map((seller) => (
          <SellerSlip
            key={seller.id}
            seller={seller}
            people={staff.filter(({ sellerId }) => sellerId === seller.id)}
            busy={busy}
            onSignIn={enter}
          />
        ))}
      </section>
      <p className="land-more">
        {admin && (
          <button
            className="button"
            type="button"
            aria-busy={busy === admin.name}
            onClick={() => enter(admin)}
          >
            <Icon name="settings" />
            {w.admin}
          </button>
        )}
        {buyer && (
          <button
            className="button"
            type="button"
            aria-busy={busy === buyer.name}
            onClick={() => enter(buyer)}
          >
            <Icon name="user" />
            {w.customer(buyer.name)}
          </button>
        )}
        <button
          className="button"
          type="button"
          aria-busy={busy === "more"}
          onClick={() =>
            act("more", async () => {
              const { placed } = await placeMore(MORE);
              setTurn(turn + 1);
              return w.placed(placed);
            })
          }
        >
          <Icon name="plus" />
          {w.more}
        </button>
        <span className="quiet small" role="status">
          {said || w.byCode}
        </span>
      </p>
      <div className="land-rest">
        <Tour onKira={named("Kira")} onDan={named("Dan")} />
        <Messages messages={sent} names={names} zone={zone} />
        <Developers givenUp={givenUp} />
      </div>
    </>
  );
}

/** Data that are read regularly while the page is visible, and at once after an action. */
function usePolled<T>(first: T, read: () => Promise<T | null>, every: number, turn = 0): T {
  const [value, setValue] = useState(first);
  useEffect(() => {
    const look = () => {
      if (!document.hidden) void read().then((now) => now !== null && setValue(now));
    };
    if (turn > 0) look();
    const timer = setInterval(look, every);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [read, every, turn]);
  return value;
}
