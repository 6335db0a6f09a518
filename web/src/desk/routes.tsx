/** The addresses of the desk. Filters, the open order and the view are search parameters: URL, back and reload agree. */
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { w } from "~/words/desk";
import { OrderPage } from "./orders/order-page";
import { OrdersPage } from "./orders/page";
import { parseOrderSearch } from "./orders/search";
import type { DeskPath } from "./pages";
import { Shell } from "./shell/shell";

const root = createRootRouteWithContext<{ firstPage: DeskPath }>()({
  component: Shell,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  beforeLoad: ({ context }) => {
    throw redirect({ to: context.firstPage, replace: true });
  },
});

export const ordersRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/orders",
  validateSearch: parseOrderSearch,
  component: OrdersPage,
});

const orderRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/orders/$id",
  component: () => <OrderPage id={orderRoute.useParams().id} />,
});

const kitchenRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/kitchen",
  staticData: { wall: true },
  component: lazyRouteComponent(() => import("./kitchen/page"), "KitchenPage"),
});

const dispatchRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/dispatch",
  component: lazyRouteComponent(() => import("./dispatch/page"), "DispatchPage"),
});

const productsRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/products",
  component: lazyRouteComponent(() => import("./products/page"), "ProductsPage"),
});

const vouchersRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/vouchers",
  component: lazyRouteComponent(() => import("./vouchers/page"), "VouchersPage"),
});

const templatesRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/templates",
  component: lazyRouteComponent(() => import("./templates/page"), "TemplatesPage"),
});

const reportsRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/reports",
  component: lazyRouteComponent(() => import("./reports/page"), "ReportsPage"),
});

const membersRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/members",
  component: lazyRouteComponent(() => import("./members/page"), "MembersPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/settings",
  component: lazyRouteComponent(() => import("./settings/page"), "SettingsPage"),
});

const adminRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/admin",
  component: lazyRouteComponent(() => import("./admin/page"), "AdminPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ordersRoute,
    orderRoute,
    kitchenRoute,
    dispatchRoute,
    productsRoute,
    vouchersRoute,
    templatesRoute,
    reportsRoute,
    membersRoute,
    settingsRoute,
    adminRoute,
  ]),
  context: { firstPage: "/desk/orders" },
  trailingSlash: "never",
  // What is typed into a filter must not move the page.
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

function NotFound() {
  return (
    <div className="main-blank">
      <h2>{w.notFound.title}</h2>
      <Link className="button" to="/desk/orders">
        {w.notFound.orders}
      </Link>
    </div>
  );
}
