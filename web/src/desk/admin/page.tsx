/** The administration, for administrators only: what is of no single seller, in parts that the address names. */
import "./admin.css";
import { useSearch } from "@tanstack/react-router";
import { w } from "~/words/admin";
import { AdminLink } from "./admin-link";
import { HealthPart } from "./health";
import { LifecyclesPart } from "./lifecycles";
import { AdminsOnly } from "./only";
import { OrdersPart } from "./orders";
import { type AdminSearch, PARTS, parseAdminSearch } from "./search";
import { SellersPart } from "./sellers";
import { StockPart } from "./stock";

export function AdminPage() {
  // The router mixes what a page drops with what it keeps, so that the address is read here once more.
  const search = useSearch({ from: "/desk/admin", select: parseAdminSearch, structuralSharing: true });
  return (
    <AdminsOnly>
      <div className="views">
        <nav className="tabs" aria-label={w.parts.label}>
          {PARTS.map((part) => (
            <AdminLink
              key={part}
              search={part === "orders" ? {} : { part }}
              aria-current={part === (search.part ?? "orders") ? "page" : undefined}
            >
              {w.parts[part]}
            </AdminLink>
          ))}
        </nav>
      </div>
      <Shown search={search} />
    </AdminsOnly>
  );
}

function Shown({ search }: { search: AdminSearch }) {
  switch (search.part ?? "orders") {
    case "orders":
      return <OrdersPart search={search} />;
    case "sellers":
      return <SellersPart />;
    case "lifecycles":
      return <LifecyclesPart search={search} />;
    case "stock":
      return <StockPart search={search} />;
    case "health":
      return <HealthPart />;
  }
}
