/** The first page of a deployment: its sellers, and the links to the other pages. */
import { useCallback, useEffect, useState } from "react";
import { Client } from "~/api/client";
import { pagesOf } from "~/api/pages";
import { Problem } from "~/api/problem";
import type { components } from "~/api/schema";
import { Icon } from "~/ui/icon";
import { w } from "~/words/landing";
import { Drawing } from "./drawing";

type Seller = components["schemas"]["Seller"];

export function PublicPage() {
  const [sellers, setSellers] = useState<Seller[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = useCallback(() => {
    setProblem(null);
    allSellers().then(setSellers, (error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    });
  }, []);
  useEffect(read, [read]);
  return (
    <>
      <div className="land-head">
        <div>
          <h1>{w.publicHead}</h1>
          <p>{w.publicLead}</p>
        </div>
        <p className="button-row">
          <a className="button" href="/my">
            <Icon name="user" />
            {w.myOrders}
          </a>
          <a className="button" href="/desk">
            <Icon name="orders" />
            {w.staffLink}
          </a>
        </p>
      </div>
      <div className="bar land-bar" />
      {problem && (
        <p className="notice notice-brick land-failed" role="alert">
          <Icon name="warning" />
          <span>{problem.status === 0 ? w.loadFailed : problem.message}</span>
          <button className="button" type="button" onClick={read}>
            {w.tryAgain}
          </button>
        </p>
      )}
      {sellers?.length === 0 && <p className="land-failed">{w.noSellers}</p>}
      <section className="land-sellers hung" aria-label={w.sellers}>
        {sellers?.map(({ id, name, lifecycle }) => (
          <article key={id} className="slip land-seller" aria-labelledby={`seller-${id}`}>
            <header>
              <Drawing lifecycle={lifecycle} />
              <div>
                <h2 id={`seller-${id}`}>{name}</h2>
                <p className="quiet">{w.kinds[lifecycle]?.name ?? lifecycle}</p>
              </div>
            </header>
            <ul className="land-people">
              <li>
                <a href={`/s/${encodeURIComponent(id)}`}>
                  <Icon name="cart" />
                  <b>{w.order}</b>
                  <Icon name="next" className="land-go" />
                </a>
              </li>
            </ul>
          </article>
        ))}
      </section>
    </>
  );
}

/** All pages of the list. Throws `Problem`. */
async function allSellers(): Promise<Seller[]> {
  const client = new Client();
  const sellers: Seller[] = [];
  const read = (cursor: string | undefined) => client.ask("get", "/api/sellers", { query: { cursor } });
  for await (const page of pagesOf(read)) sellers.push(...page.sellers);
  return sellers;
}
