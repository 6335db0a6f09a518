/** A part of an order that is split off. */
import type { Order } from "../../open-orders/types";

export interface Part {
  moved: number;
  kept: number;
  movedPrice: number;
  keptPrice: number;
}

/** The number and the price of the items in each of the two orders. */
export function divide(items: Order["items"], moved: readonly number[]): Part {
  const part: Part = { moved: 0, kept: 0, movedPrice: 0, keptPrice: 0 };
  items.forEach((item, line) => {
    const count = moved[line] ?? 0;
    const price = Math.round((item.totalPrice * count) / item.quantity);
    part.moved += count;
    part.kept += item.quantity - count;
    part.movedPrice += price;
    part.keptPrice += item.totalPrice - price;
  });
  return part;
}
