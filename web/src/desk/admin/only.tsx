/** Content for administrators. Other people see a message, before anything is requested. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { w } from "~/words/admin";
import { useDesk } from "../desk-context";
import { Blank } from "../states";

export function AdminsOnly({ children }: { children: ReactNode }) {
  const { staff } = useDesk();
  if (staff === "admin") return children;
  return (
    <Blank icon="lock" title={w.forbidden.title}>
      <p className="quiet">{w.forbidden.text}</p>
      <p className="button-row">
        <Link className="button button-primary" to="/desk/orders">
          {w.forbidden.orders}
        </Link>
      </p>
    </Blank>
  );
}
