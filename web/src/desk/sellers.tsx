/** An administrator's choice of the seller whose orders are shown. This tab remembers it. */
import { useQuery } from "@tanstack/react-query";
import { wholeList } from "~/api/pages";
import type { Session } from "~/api/session";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";
import { Failed } from "./failed";

const KEY = "docket-seller";

export function chosenSeller(): string | null {
  return sessionStorage.getItem(KEY);
}

export function forgetSeller(): void {
  sessionStorage.removeItem(KEY);
}

export function ChooseSeller({ session, onChoose }: { session: Session; onChoose: (id: string) => void }) {
  const sellers = useQuery({
    queryKey: ["sellers"],
    queryFn: () =>
      wholeList(
        (cursor) => session.client.ask("get", "/api/sellers", { query: { limit: 100, cursor } }),
        (page) => page.sellers,
      ),
  });
  if (sellers.error && !sellers.data)
    return <Failed error={sellers.error} again={() => void sellers.refetch()} />;
  return (
    <main className="main-blank" id="main">
      <h1>{w.sellers.title}</h1>
      <p>{w.sellers.text}</p>
      <ul className="demo-people">
        {sellers.data?.entries.map((seller) => (
          <li key={seller.id}>
            <button
              type="button"
              onClick={() => {
                sessionStorage.setItem(KEY, seller.id);
                onChoose(seller.id);
              }}
            >
              <span className="face" aria-hidden="true">
                <Icon name="shop" />
              </span>
              <span>
                <b>{seller.name}</b>
                <span className="quiet small">{w.lifecycle[seller.lifecycle] ?? seller.lifecycle}</span>
              </span>
              <Icon name="right" size={16} />
            </button>
          </li>
        ))}
      </ul>
      {sellers.data?.cutOff && <p className="hint">{w.onlyFirst(sellers.data.entries.length)}</p>}
    </main>
  );
}
