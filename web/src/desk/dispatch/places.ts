/** The sequence of a tour, and its changes. */

/** The sequence with this order at this place, from 0; a missing order is inserted. */
export function placed(ids: readonly string[], id: string, place: number): string[] {
  const others = ids.filter((one) => one !== id);
  others.splice(Math.max(0, Math.min(place, others.length)), 0, id);
  return others;
}

/** The number at the end of a batch's name, as people say it: `004` of `BTH-20261127-004`. */
export const shortNumber = (batchNumber: string): string => batchNumber.split("-").at(-1) ?? batchNumber;

export const tailOf = (orderNumber: string): string => orderNumber.slice(-4);
