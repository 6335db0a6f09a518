/** Orders at Spice Kitchen, for the stories of the pages that show them. */
import { type Docket, type Json, newPhone } from "./harness";

/** A guest's order of two dishes with extras and a drink, to be fetched. */
export async function place(docket: Docket, name: string, order: object = {}): Promise<string> {
  const { id } = await docket.order({
    sellerId: "spice-kitchen",
    items: [
      { productId: "sk-thali", quantity: 2, addons: [{ addonId: "naan", quantity: 1 }] },
      { productId: "sk-lassi", quantity: 1 },
    ],
    fulfilment: { method: "pickup" },
    customer: { name, phone: newPhone() },
    ...order,
  });
  return id;
}

interface Shown extends Json {
  status: string;
  version: number;
}

/** An order as who has this token sees it. */
export async function read(docket: Docket, id: string, token: string): Promise<Shown> {
  return (await docket.ask("GET", `/api/orders/${id}`, undefined, token)).order as Shown;
}
