/** An administrator's choice of the seller whose orders the desk shows. This tab remembers it. */
import { useQuery } from "@tanstack/react-query";
import type { Session } from "~/api/session";
import { Icon } from "~/ui/icon";
import { w } from "~/words/desk";

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
    queryFn: () => session.client.ask("get", "/api/sellers", { query: { limit: 100 } }),
  });
  return (
    <main className="main-blank" id="main">
      <h1>{w.sellers.title}</h1>
      <p>{w.sellers.text}</p>
      <ul className="demo-people">
        {sellers.data?.sellers.map((seller) => (
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
    </main>
  );
}
