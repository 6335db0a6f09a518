/** The addresses of the pages. Filters, the open order and the view are search parameters: links, *Back* and reload agree. */
import {
  createRootRouteWithContext,
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
import { parseAdminSearch } from "./admin/search";
import { parseDispatchSearch } from "./dispatch/search";
import { useMaybeDriver } from "./drive/driver";
import { parseDriveSearch } from "./drive/search";
import { parseMemberSearch } from "./members/search";
import { OrderPage } from "./orders/order-page";
import { OrdersPage } from "./orders/page";
import { parseOrderSearch } from "./orders/search";
import type { DeskPath } from "./pages";
import { parseProductSearch } from "./products/search";
import { parseReportSearch } from "./reports/search";
import { Shell } from "./shell/shell";
import { parseTemplateSearch } from "./templates/search";
import { parseVoucherSearch } from "./vouchers/search";

const root = createRootRouteWithContext<{ firstPage: DeskPath }>()({
  component: Root,
  notFoundComponent: NotFound,
});

/** Drivers have one page for their work, to which other addresses redirect, and one for their messages. */
function Root() {
  const drives = useMaybeDriver() !== null;
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (!drives) return <Shell />;
  return path === "/desk/drive" || path === "/desk/messages" ? (
    <Outlet />
  ) : (
    <Navigate to="/desk/drive" replace />
  );
}

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
  validateSearch: parseProductSearch,
  component: lazyRouteComponent(() => import("./products/page"), "ProductsPage"),
});

const productsImportRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/products/import",
  component: lazyRouteComponent(() => import("./products/csv/page"), "ImportPage"),
});

const newProductRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/products/new",
  component: lazyRouteComponent(() => import("./products/page"), "NewProductPage"),
});

const productRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/products/$id",
  component: lazyRouteComponent(() => import("./products/page"), "ProductPage"),
});

const vouchersRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/vouchers",
  validateSearch: parseVoucherSearch,
  component: lazyRouteComponent(() => import("./vouchers/page"), "VouchersPage"),
});

const newVoucherRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/vouchers/new",
  component: lazyRouteComponent(() => import("./vouchers/page"), "NewVoucherPage"),
});

const voucherRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/vouchers/$id",
  component: lazyRouteComponent(() => import("./vouchers/page"), "VoucherPage"),
});

const templatesRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/templates",
  validateSearch: parseTemplateSearch,
  component: lazyRouteComponent(() => import("./templates/page"), "TemplatesPage"),
});

const newTemplateRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/templates/new",
  component: lazyRouteComponent(() => import("./templates/page"), "NewTemplatePage"),
});

const templateRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/templates/$id",
  component: lazyRouteComponent(() => import("./templates/page"), "EditTemplatePage"),
});

const reportsRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/reports",
  validateSearch: parseReportSearch,
  component: lazyRouteComponent(() => import("./reports/page"), "ReportsPage"),
});

const membersRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/members",
  validateSearch: parseMemberSearch,
  component: lazyRouteComponent(() => import("./members/page"), "MembersPage"),
});

const inviteRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/members/new",
  component: lazyRouteComponent(() => import("./members/page"), "InvitePage"),
});

const memberRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/members/$id",
  component: lazyRouteComponent(() => import("./members/page"), "MemberPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/settings",
  component: lazyRouteComponent(() => import("./settings/page"), "SettingsPage"),
});

const settingsPartRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/settings/$part",
  component: lazyRouteComponent(() => import("./settings/page"), "SettingsPartPage"),
});

const messagesRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/messages",
  component: lazyRouteComponent(() => import("./messages/page"), "MessagesPage"),
});

const adminRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/admin",
  validateSearch: parseAdminSearch,
  component: lazyRouteComponent(() => import("./admin/page"), "AdminPage"),
});

const adminOrderRoute = createRoute({
  getParentRoute: () => root,
  path: "/desk/admin/$id",
  component: lazyRouteComponent(() => import("./admin/order-page"), "AdminOrderPage"),
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
    productsImportRoute,
    newProductRoute,
    productRoute,
    vouchersRoute,
    newVoucherRoute,
    voucherRoute,
    templatesRoute,
    newTemplateRoute,
    templateRoute,
    reportsRoute,
    membersRoute,
    inviteRoute,
    memberRoute,
    settingsRoute,
    settingsPartRoute,
    messagesRoute,
    adminRoute,
    adminOrderRoute,
  ]),
  context: { firstPage: "/desk/orders" },
  trailingSlash: "never",
  // Typing into a filter must not scroll the page.
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
