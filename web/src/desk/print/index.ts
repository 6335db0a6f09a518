/** Prints orders; the sheets are loaded with the first print. */
import { w } from "~/words/actions";
import { connected, readOrders } from "../open-orders/reading";
import { toast } from "../shell/toast";

export type Sheet = "slips" | "picklist" | "tickets";

/** Packing slips, a pick list with the totals by product, or 80 mm tickets: one document with a page for each. */
export async function printOrders(ids: readonly string[], sheet: Sheet): Promise<void> {
  try {
    const print = await printerOf(ids, sheet);
    await print();
  } catch {
    const again = { label: w.refused.again, run: () => void printOrders(ids, sheet) };
    toast({ kind: "alert", text: w.print.failed, action: again });
  }
}

/** Reads all data first, so that printing itself cannot fail. */
export async function printerOf(ids: readonly string[], sheet: Sheet): Promise<() => Promise<void>> {
  const [orders, { print }] = await Promise.all([readOrders(connected(), ids), import("./sheets")]);
  const place = new Map(ids.map((id, at) => [id, at]));
  orders.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return () => print(orders, sheet);
}
