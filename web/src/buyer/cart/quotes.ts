/** The present price of baskets, from the API. A quote holds no stock and is requested again after each change. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Client } from "~/api/client";
import { Problem } from "~/api/problem";
import type { Quote, QuoteRequest } from "./types";

/** The wait for another click before the request, in milliseconds. */
const PAUSE = 250;

export interface Quoted {
  /** The last quote, also while another is requested. */
  quote?: Quote;
  problem?: Problem;
  /** Whether `quote` answers the present request. */
  current: boolean;
}

type Known = Readonly<Record<string, { key: string; quote?: Quote; problem?: Problem }>>;

export function useQuotes(requests: readonly QuoteRequest[], client: Client) {
  const [known, setKnown] = useState<Known>({});
  const [turn, setTurn] = useState(0);
  const latest = useRef({ requests, known });
  latest.current = { requests, known };
  const all = JSON.stringify(requests);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `all` is what the requests say, `turn` asks again.
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      for (const request of latest.current.requests) {
        const key = JSON.stringify(request);
        const before = latest.current.known[request.sellerId];
        if (before?.key === key && before.quote) continue;
        client
          .ask("post", "/api/orders/quote", { body: request, signal: stop.signal })
          .then(({ quote }) => setKnown((now) => ({ ...now, [request.sellerId]: { key, quote } })))
          .catch((problem: unknown) => {
            if (stop.signal.aborted || !(problem instanceof Problem)) return;
            setKnown((now) => ({ ...now, [request.sellerId]: { ...now[request.sellerId], key, problem } }));
          });
      }
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [all, turn, client]);

  const quoted = (sellerId: string): Quoted => {
    const of = known[sellerId];
    const request = requests.find((one) => one.sellerId === sellerId);
    const current = of !== undefined && of.key === JSON.stringify(request) && of.problem === undefined;
    return {
      current,
      ...(of?.quote && { quote: of.quote }),
      ...(of?.problem && of.key === JSON.stringify(request) && { problem: of.problem }),
    };
  };

  /** Requests all quotes again, because stock and prices change by themselves. */
  const again = useCallback(() => {
    setKnown((now) =>
      Object.fromEntries(Object.entries(now).map(([id, { problem: _, ...of }]) => [id, { ...of, key: "" }])),
    );
    setTurn((before) => before + 1);
  }, []);

  return { quoted, again };
}
