/** A template while it is edited, and its requests. */
import type { BodyOf } from "~/api/client";
import type { components } from "~/api/schema";
import { same } from "~/form/use-draft";
import { e164, likelyCallingCode, spaced } from "~/lib/phone";
import type { Seller } from "../desk-context";
import { addressOf, type TypedAddress, typedAddress } from "../form/address";
import type { Method, Priority } from "../open-orders/types";
import type { Template } from "./queries";
import { scheduleRequest, type TypedSchedule, typedSchedule } from "./typed-schedule";

export interface TypedLine {
  key: number;
  productId: string;
  quantity: number;
  /** The number of each extra, on each piece. */
  extras: Readonly<Record<string, number>>;
}

export interface TypedTemplate {
  name: string;
  customer: { name: string; phone: string; email: string };
  lines: readonly TypedLine[];
  method: Method;
  zoneId: string;
  address: TypedAddress;
  notes: string;
  priority: Priority;
  vouchers: string;
  schedule: TypedSchedule;
}

type Create = BodyOf<"/api/order-templates", "post">;
type Update = BodyOf<"/api/order-templates/{id}", "patch">;

/** The values of the form; for a new template its initial values. */
export function typedTemplate(template: Template | null, seller: Seller): TypedTemplate {
  const fulfilment = template?.fulfilment;
  return {
    name: template?.name ?? "",
    customer: {
      name: template?.customer.name ?? "",
      phone: template ? spaced(template.customer.phone) : "",
      email: template?.customer.email ?? "",
    },
    lines: (template?.items ?? []).map(({ productId, quantity, addons }, key) => ({
      key,
      productId,
      quantity,
      extras: Object.fromEntries(addons.map((addon) => [addon.addonId, addon.quantity])),
    })),
    method: fulfilment?.method ?? seller.methods[0] ?? "pickup",
    zoneId: fulfilment?.zoneId ?? "",
    address: typedAddress(fulfilment?.address, seller.address?.country),
    notes: template?.notes ?? "",
    priority: template?.priority ?? "normal",
    vouchers: template?.vouchers.join(", ") ?? "",
    schedule: typedSchedule(template?.schedule),
  };
}

export const withLine = (lines: readonly TypedLine[], productId: string): TypedLine[] => [
  ...lines,
  { key: 1 + Math.max(-1, ...lines.map(({ key }) => key)), productId, quantity: 1, extras: {} },
];

const itemsOf = (lines: readonly TypedLine[]): components["schemas"]["ItemRequest"][] =>
  lines.map(({ productId, quantity, extras }) => ({
    productId,
    quantity,
    addons: Object.entries(extras)
      .filter(([, many]) => many > 0)
      .map(([addonId, many]) => ({ addonId, quantity: many })),
  }));

const customerOf = ({ customer }: TypedTemplate) => ({
  name: customer.name,
  phone: e164(customer.phone, likelyCallingCode()),
  ...(customer.email.trim() !== "" && { email: customer.email.trim() }),
});

const fulfilmentOf = ({ method, zoneId, address }: TypedTemplate) => ({
  method,
  ...(method === "delivery" && zoneId !== "" && { zoneId }),
  ...(method !== "pickup" && { address: addressOf(address) }),
});

const vouchersOf = ({ vouchers }: TypedTemplate) => vouchers.split(/[\s,;]+/).filter((code) => code !== "");

export function createOf(typed: TypedTemplate, seller: Seller): Create {
  return {
    sellerId: seller.id,
    name: typed.name.trim() || null,
    customer: customerOf(typed),
    items: itemsOf(typed.lines),
    fulfilment: fulfilmentOf(typed),
    notes: typed.notes.trim() || null,
    priority: typed.priority,
    vouchers: vouchersOf(typed),
    schedule: scheduleRequest(typed.schedule, seller.timezone),
  };
}

/** Only changed fields: the API plans a schedule anew when it is sent. */
export function updateOf(typed: TypedTemplate, was: TypedTemplate, seller: Seller): Update {
  const changed = (...names: (keyof TypedTemplate)[]) => names.some((name) => !same(typed[name], was[name]));
  return {
    ...(changed("name") && { name: typed.name.trim() || null }),
    ...(changed("customer") && { customer: customerOf(typed) }),
    ...(changed("lines") && { items: itemsOf(typed.lines) }),
    ...(changed("method", "zoneId", "address") && { fulfilment: fulfilmentOf(typed) }),
    ...(changed("notes") && { notes: typed.notes.trim() || null }),
    ...(changed("priority") && { priority: typed.priority }),
    ...(changed("vouchers") && { vouchers: vouchersOf(typed) }),
    ...(changed("schedule") && { schedule: scheduleRequest(typed.schedule, seller.timezone) }),
  };
}
