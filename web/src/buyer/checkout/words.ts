/** The texts of the checkout, and those of its second step, each loaded before its part is shown. */
import { load } from "~/words";
import type { CheckoutWords } from "~/words/en/checkout";
import type { CodeWords } from "~/words/en/code";

export let w: CheckoutWords;
export let code: CodeWords;

export async function loadWords(): Promise<void> {
  w = await load({ en: () => import("~/words/en/checkout"), de: () => import("~/words/de/checkout") });
}

export async function loadCodeWords(): Promise<void> {
  code = await load({ en: () => import("~/words/en/code"), de: () => import("~/words/de/code") });
}
