/** Why an order was not placed, and the way out. */
import { useEffect, useRef, useState } from "react";
import type { Problem, StockIssue } from "~/api/problem";
import { buyerTime, clock, countdown } from "~/lib/time";
import { Icon } from "~/ui/icon";
import type { Seller } from "../cart/types";
import { useWords } from "../cart/words";
import { pausedUntil } from "../shop/hours";
import { sellersTime } from "../shop/seller";
import { wayOut } from "./later";
import { w } from "./words";

export type Shortage = Pick<StockIssue, "productId" | "productName" | "requested" | "available">;

/** Every line with too little stock. */
export function Shortages({ short, onTake }: { short: readonly Shortage[]; onTake(): void }) {
  return (
    <div className="notice notice-brick shortages" role="alert">
      <Icon name="warning" className="is-bad" />
      <div>
        <b>{w.shortTitle}</b>
        <ul>
          {short.map(({ productId, productName, requested, available }) => (
            <li key={productId}>{w.shortLine(productName, requested, available)}</li>
          ))}
        </ul>
      </div>
      <button className="button" type="button" onClick={onTake}>
        {w.takeThat}
      </button>
    </div>
  );
}

interface RefusalProps {
  problem: Problem;
  /** Errors that belong to no field. */
  other: readonly string[];
  sellers: readonly Seller[];
  /** Seconds until the next attempt. */
  wait: number | null;
}

export function Refusal({ problem, other, sellers, wait }: RefusalProps) {
  const words = useWords();
  const [Way, setWay] = useState<Awaited<ReturnType<typeof wayOut>>>();
  useEffect(() => void wayOut().then((it) => setWay(() => it)), []);
  const notice = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is looked at once.
  useEffect(() => {
    notice.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div className="notice notice-brick" role="alert" ref={notice}>
      <Icon name={problem.status === 0 ? "offline" : "warning"} className="is-bad" />
      <div>
        <p>{sentence(problem, other, sellers, wait, words.yourTime)}</p>
        {problem.requestId && problem.status >= 500 && (
          <p className="small">
            {words.request} <span className="mono">{problem.requestId}</span>
          </p>
        )}
        {Way && (
          <Way
            problem={problem}
            words={{ ...words, ...w }}
            seller={sellers.length === 1 ? sellers[0] : undefined}
            // The browser stores the cart and the typed values.
            onRead={() => location.reload()}
          />
        )}
      </div>
    </div>
  );
}

function sentence(
  problem: Problem,
  other: readonly string[],
  sellers: readonly Seller[],
  wait: number | null,
  inZone: (time: string, zone: string) => string,
): string {
  if (problem.code === "seller_paused") return pausedSentence(problem, sellers, inZone);
  if (problem.status === 429) return w.tooMany(countdown((wait ?? problem.retryAfter ?? 0) * 1_000));
  if (problem.status === 0 || problem.status >= 500) return w.noAnswer;
  if (problem.errors.length > other.length) return w.check;
  return [w.failedPlace, ...(other.length > 0 ? other : [problem.message]).map(w.wrong)].join(" ");
}

function pausedSentence(
  problem: Problem,
  sellers: readonly Seller[],
  inZone: (time: string, zone: string) => string,
): string {
  const { pausedUntil: said, sellerId } = problem.more;
  const seller =
    sellers.find(({ id }) => id === sellerId) ??
    sellers.find((one) => pausedUntil(one, clock.now()) !== null) ??
    sellers[0];
  const until = typeof said === "string" ? said : seller?.pausedUntil;
  if (!seller) return w.wrong(problem.message);
  return until
    ? w.paused(seller.name, sellersTime(Date.parse(until), seller.timezone, inZone))
    : w.pausedNow(seller.name);
}

/** Until when an order waits for its code. */
export const waitsUntil = (expiresAt: string, zone: string) => w.waits(buyerTime(expiresAt, zone));
