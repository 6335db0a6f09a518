/** The page of the shops and the checkout: each is loaded on demand, together with its texts. */
import "~/ui/tokens.css";
import "~/ui/base.css";
import "../buyer.css";
import "./shop.css";
import { type ComponentType, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { load } from "~/words";
import { Announcer } from "../cart/announcer";
import "../session";
import { useWords, Words } from "../cart/words";
import { type Route, routeOf, useAddress } from "./route";

type View = ComponentType<{ sellerId: string }>;

const views: Record<Route["page"], () => Promise<View>> = {
  sellers: () => import("./sellers").then(({ Sellers }) => Sellers),
  shop: () => import("./shop").then(({ Shop }) => Shop),
  checkout: () => import("../checkout/checkout").then(({ ready }) => ready()),
};

interface Shown {
  page: Route["page"];
  view: View;
}

function Page({ first }: { first: Shown | null }) {
  const words = useWords();
  const route = routeOf(useAddress());
  const [shown, setShown] = useState(first);
  const [failed, setFailed] = useState(first === null);

  useEffect(() => {
    if (shown?.page === route.page) return;
    views[route.page]()
      .then((view) => setShown({ page: route.page, view }))
      .catch(() => setFailed(true));
  }, [route.page, shown]);

  const sellerId = route.page === "shop" ? route.sellerId : "";
  if (failed) {
    return (
      <p className="notice notice-brick wide" role="alert">
        <span>{words.stale}</span>
        <a href={location.href}>{words.tryAgain}</a>
      </p>
    );
  }
  return shown?.page === route.page ? <shown.view key={sellerId} sellerId={sellerId} /> : null;
}

async function begin(root: HTMLElement): Promise<void> {
  const { page } = routeOf(location.pathname);
  const [words, first] = await Promise.all([
    load({ en: () => import("~/words/en/shop"), de: () => import("~/words/de/shop") }),
    views[page]()
      .then((view): Shown => ({ page, view }))
      .catch(() => null),
  ]);
  createRoot(root).render(
    <Words.Provider value={words}>
      <Page first={first} />
      <Announcer />
    </Words.Provider>,
  );
}

const root = document.getElementById("root");
if (root) void begin(root);
