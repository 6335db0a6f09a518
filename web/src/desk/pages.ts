/** The sellers' pages in the order of the nav: who sees which, and the letter that opens it after `g`. */
import type { IconName } from "~/ui/icon";
import type { DeskWords } from "~/words/en/desk";
import type { Desk } from "./desk-context";

export interface DeskPage {
  path: DeskPath;
  /** The key of its name in `nav`. */
  word: keyof DeskWords["nav"]["pages"];
  icon: IconName;
  key: string;
  shown: (desk: Desk) => boolean;
}

export type DeskPath =
  | "/desk/orders"
  | "/desk/kitchen"
  | "/desk/dispatch"
  | "/desk/products"
  | "/desk/vouchers"
  | "/desk/templates"
  | "/desk/reports"
  | "/desk/members"
  | "/desk/settings"
  | "/desk/admin";

const everybody = () => true;
const delivers = ({ seller }: Desk) => seller.methods.includes("delivery");

export const PAGES: readonly DeskPage[] = [
  { path: "/desk/orders", word: "orders", icon: "orders", key: "o", shown: everybody },
  {
    path: "/desk/kitchen",
    word: "kitchen",
    icon: "kitchen",
    key: "k",
    shown: ({ seller }) => seller.lifecycle === "kitchen",
  },
  { path: "/desk/dispatch", word: "dispatch", icon: "dispatch", key: "d", shown: delivers },
  { path: "/desk/products", word: "products", icon: "products", key: "p", shown: everybody },
  { path: "/desk/vouchers", word: "vouchers", icon: "voucher", key: "v", shown: everybody },
  { path: "/desk/templates", word: "templates", icon: "templates", key: "t", shown: everybody },
  { path: "/desk/reports", word: "reports", icon: "reports", key: "r", shown: everybody },
  { path: "/desk/members", word: "members", icon: "members", key: "m", shown: everybody },
  { path: "/desk/settings", word: "settings", icon: "settings", key: "s", shown: everybody },
  {
    path: "/desk/admin",
    word: "admin",
    icon: "database",
    key: "a",
    shown: ({ staff }) => staff === "admin",
  },
];

/** The first page: the wall display for the kitchen, the orders for everybody else. */
export const firstPage = ({ seller, staff }: Pick<Desk, "seller" | "staff">): DeskPath =>
  staff === "seller" && seller.lifecycle === "kitchen" ? "/desk/kitchen" : "/desk/orders";

/** The page of an address: `/desk/products/p1` belongs to the products. */
export function pageAt(pathname: string): DeskPage | undefined {
  return PAGES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
}
