/** Vouchers of Spice Kitchen, and the carts that use them. */
import { type Docket, type Json, newPhone } from "./harness";
import { KIRAS_PHONE } from "./people";

export const DAY = 24 * 60 * 60_000;

/** A voucher of Spice Kitchen, created without a browser. */
export async function make(docket: Docket, body: Json): Promise<string> {
  const { voucher } = await docket.ask("POST", "/api/vouchers", body, await docket.token(KIRAS_PHONE));
  return (voucher as { id: string }).id;
}

/** A guest's cart with a voucher. */
export const cart = (code: string): Json => ({
  sellerId: "spice-kitchen",
  items: [{ productId: "sk-thali", quantity: 2 }],
  fulfilment: { method: "pickup" },
  customer: { name: "Vera Voucher", phone: newPhone() },
  vouchers: [code],
});
