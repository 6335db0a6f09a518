/** The words of the checkout, loaded before its first part is shown. */
import { load } from "~/words";
import type { CheckoutWords } from "~/words/en/checkout";

export let w: CheckoutWords;

export async function loadWords(): Promise<void> {
  w = await load({ en: () => import("~/words/en/checkout"), de: () => import("~/words/de/checkout") });
}
