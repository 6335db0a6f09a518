/** The list of all sellers, for buyers without the address of one. */
import { useEffect } from "react";
import { openness } from "~/lib/opening-hours";
import { Icon } from "~/ui/icon";
import { Blank } from "../blank";
import type { Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { Failed } from "../failed";
import { ShopTop } from "./head";
import { pausedUntil } from "./hours";
import { readSellers, useRead } from "./read";
import { Link, shopPath } from "./route";
import { sellersTime, useNow } from "./seller";
import { AfterAWhile } from "./states";

export function Sellers() {
  const words = useWords();
  const sellers = useRead("sellers", readSellers, 60_000);
  useEffect(() => {
    document.title = words.sellersTitle;
  }, [words]);
  return (
    <>
      <ShopTop title={words.sellersTitle} />
      <main id="menu">
        <p className="wide shop-line sellers-line">{words.sellersLine}</p>
        <div className="bar" />
        <div className="wide shop-instead">
          {sellers.value ? (
            <List sellers={sellers.value} />
          ) : sellers.problem ? (
            <Failed
              title={words.sellersFailed}
              words={words}
              problem={sellers.problem}
              onAgain={sellers.again}
            />
          ) : (
            <AfterAWhile>
              <ul className="goods" aria-hidden="true">
                {[1, 2, 3, 4].map((n) => (
                  <li className="good ghost-good" key={n}>
                    <span className="ghost" />
                  </li>
                ))}
              </ul>
            </AfterAWhile>
          )}
        </div>
      </main>
    </>
  );
}

function List({ sellers }: { sellers: readonly Seller[] }) {
  const words = useWords();
  const now = useNow();
  if (sellers.length === 0) {
    return (
      <Blank icon="shop" title={words.noSellers}>
        <p className="quiet">{words.noSellersHint}</p>
      </Blank>
    );
  }
  return (
    <ul className="goods sellers">
      {sellers.map((seller) => (
        <li className="good seller" key={seller.id}>
          <h2>
            <Link href={shopPath(seller.id)}>{seller.name}</Link>
          </h2>
          <p className="quiet">{seller.description}</p>
          <p className="seller-facts small">
            <State seller={seller} now={now} />
            <span className="quiet">{seller.methods.map((method) => words.method[method]).join(", ")}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function State({ seller, now }: { seller: Seller; now: number }) {
  const words = useWords();
  const time = (at: number) => sellersTime(at, seller.timezone, words.yourTime);
  const paused = pausedUntil(seller, now);
  const { open, at } = openness(seller.hours, seller.timezone, now);
  const text =
    paused !== null
      ? words.pausedUntil(seller.name, time(paused))
      : open
        ? at === undefined
          ? words.open
          : words.openUntil(time(at))
        : at === undefined
          ? words.closed
          : words.opens(time(at));
  return (
    <span className={open && paused === null ? "is-good strong" : "is-soon strong"}>
      <Icon name="clock" size={16} /> {text}
    </span>
  );
}
