/** One order as a page of its own, for a second screen or a printed address. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { ActionsHost } from "../actions";
import { markOpened } from "../open-orders/opened";
import { OrderDrawer } from "./drawer";

const NONE: readonly string[] = [];

export function OrderPage({ id }: { id: string }) {
  const navigate = useNavigate();
  useEffect(() => markOpened(id), [id]);
  return (
    <>
      <OrderDrawer
        id={id}
        ids={NONE}
        page
        onClose={() => void navigate({ to: "/desk/orders" })}
        onWalk={() => {}}
      />
      <ActionsHost />
    </>
  );
}
