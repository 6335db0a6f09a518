/** A buyer's own orders: invitations, the list, the link to messages, and signing out everywhere. */
import { useState } from "react";
import { useLoaded } from "~/lib/loaded";
import { Icon } from "~/ui/icon";
import { w } from "~/words/history";
import { Mine } from "../mine/frame";
import { useWho } from "../mine/use-who";
import { Invitations } from "./invitations";
import { LeaveEverywhere } from "./leave";
import { OrderList } from "./list";
import type { Order, Seller } from "./orders";

export function HistoryPage() {
  const { who, look, strange } = useWho();
  const [printing, setPrinting] = useState<{ order: Order; seller: Seller } | null>(null);
  const receipt = useLoaded(() => import("../receipt/receipt"), printing !== null);
  return (
    <>
      <Mine
        words={w}
        who={who}
        onLook={look}
        above={who.is === "known" && <Invitations invitations={who.me.invitations} onSignedOut={strange} />}
      >
        {who.is === "known" && (
          <div className="mine">
            <div className="mine-orders">
              <OrderList
                onSignedOut={strange}
                onReceipt={(order, seller) => setPrinting({ order, seller })}
              />
            </div>
            <div>
              <section className="prefs" aria-labelledby="messages">
                <h2 id="messages">{w.messages}</h2>
                <p>{w.messagesHint}</p>
                <p>
                  <a className="button" href="/my/messages">
                    <Icon name="message" />
                    {w.toMessages}
                  </a>
                </p>
              </section>
              <LeaveEverywhere />
            </div>
          </div>
        )}
      </Mine>
      {printing && receipt && <receipt.Receipt {...printing} words={w} onDone={() => setPrinting(null)} />}
    </>
  );
}
