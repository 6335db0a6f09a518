/** The addresses of the desk. Filters, the open order and the view are search parameters: URL, back and reload agree. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Navigate,
  Outlet,
  redirect,
  useLocation,
} from "@tanstack/react-router";
import { w } from "~/words/desk";
import { parseDispatchSearch } from "./dispatch/search";
import { useMaybeDriver } from "./drive/driver";
import { parseDriveSearch } from "./drive/search";
import { OrderPage } from "./orders/order-page";
import { OrdersPage } from "./orders/page";
import { parseOrderSearch } from "./orders/search";
import { Shell } from "./shell/shell";

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

/** Drivers have one page, and come to it from everywhere. */
function Root() {
  const drives = useMaybeDriver() !== null;
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (!drives) return <Shell />;
  return path === "/desk/drive" ? <Outlet /> : <Navigate to="/desk/drive" replace />;
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  beforeLoad: () => {
    throw redirect({ to: "/desk/orders", replace: true });
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
  validateSearch: parseDispatchSearch,
  component: lazyRouteComponent(() => import("./dispatch/page"), "DispatchPage"),
});

const driveRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/drive",
  validateSearch: parseDriveSearch,
  staticData: { wall: true },
  component: lazyRouteComponent(() => import("./drive/page"), "DrivePage"),
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
    driveRoute,
    productsRoute,
    vouchersRoute,
    templatesRoute,
    reportsRoute,
    membersRoute,
    settingsRoute,
    adminRoute,
  ]),
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
