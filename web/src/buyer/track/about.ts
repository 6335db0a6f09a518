/** What the words of an order depend on. */
import type { Tracking } from "./types";

export type About = ReturnType<typeof aboutOf>;

export function aboutOf({ order, seller, driver }: Tracking) {
  const { cancellation, statusTimeline } = order;
  return {
    food: order.lifecycle.name === "kitchen",
    method: order.fulfilment.method,
    seller: seller.name,
    driver: driver === null ? null : firstName(driver.name),
    lapsed:
      cancellation?.cancelledBy === "system" && statusTimeline.at(-2)?.status === "awaiting_verification",
  };
}

/** What a buyer calls the driver. */
export const firstName = (name: string) => name.split(/\s+/)[0] ?? name;
