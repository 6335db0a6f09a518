/** The sums of several orders: an amount for each currency. No React. */

export interface Total {
  currency: string;
  amount: number;
}

export function totalsOf(orders: readonly { currency: string; grandTotal: number }[]): Total[] {
  const totals = new Map<string, number>();
  for (const { currency, grandTotal } of orders)
    totals.set(currency, (totals.get(currency) ?? 0) + grandTotal);
  return [...totals].map(([currency, amount]) => ({ currency, amount }));
}
