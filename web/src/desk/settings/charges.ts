/** The price of an order with unsaved charges, by the rule that the API documents. */
import type { components } from "~/api/schema";

export type Rules = components["schemas"]["ChargeRules"];
type Method = components["schemas"]["MethodName"];

export interface Sums {
  deliveryFee: number;
  packagingFee: number;
  taxAmount: number;
  total: number;
}

/** Packaging once, delivery once for deliveries, and tax on the items less discount, rounded half up. */
export function sumsOf(taxed: number, rules: Rules, method: Method): Sums {
  const deliveryFee = method === "delivery" ? rules.deliveryFee : 0;
  const { packagingFee } = rules;
  const taxAmount = Number((BigInt(taxed) * BigInt(rules.taxBasisPoints) + 5_000n) / 10_000n);
  return { deliveryFee, packagingFee, taxAmount, total: taxed + deliveryFee + packagingFee + taxAmount };
}
