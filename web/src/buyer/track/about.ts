/** The properties of an order that its texts depend on. */
import type { Tracking } from "./types";

export type About = ReturnType<typeof aboutOf>;

export function aboutOf({ order, seller, driver }: Tracking) {
  const { cancellation, payment, statusTimeline } = order;
  const bySystem = cancellation?.cancelledBy === "system";
  /** Whether the seller receives the order only after its payment, and it is unpaid. */
  const unpaid = payment.first?.metAt === null;
  return {
    food: order.lifecycle.name === "kitchen",
    method: order.fulfilment.method,
    seller: seller.name,
    driver: driver === null ? null : firstName(driver.name),
    unpaid,
    lapsed: bySystem && (unpaid || statusTimeline.at(-2)?.status === "awaiting_verification"),
  };
}

/** The driver's name in the buyer's texts. */
export const firstName = (name: string) => name.split(/\s+/)[0] ?? name;
