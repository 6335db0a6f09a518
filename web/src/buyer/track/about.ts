/** What the words of an order depend on. */
import type { Tracking } from "./types";

export type About = ReturnType<typeof aboutOf>;

export function aboutOf({ order, seller, driver }: Tracking) {
  const { cancellation, payment, statusTimeline } = order;
  const bySystem = cancellation?.cancelledBy === "system";
  /** Whether it has to be paid for before its seller gets it, and was not. */
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

/** What a buyer calls the driver. */
export const firstName = (name: string) => name.split(/\s+/)[0] ?? name;
