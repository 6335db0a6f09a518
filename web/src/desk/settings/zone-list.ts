/** The zones as they are typed. A zone keeps its id when it is renamed: orders and batches name it. */
import type { components } from "~/api/schema";

type Zone = components["schemas"]["Zone"];

export interface TypedZone {
  key: number;
  /** None yet for a new one. */
  id: string | null;
  name: string;
}

/** The most zones that the API takes. */
export const MOST_ZONES = 50;

export const typedZones = (zones: readonly Zone[]): TypedZone[] =>
  zones.map(({ id, name }, key) => ({ key, id, name }));

export const withZone = (zones: readonly TypedZone[]): TypedZone[] => [
  ...zones,
  { key: 1 + Math.max(-1, ...zones.map(({ key }) => key)), id: null, name: "" },
];

/** As they are sent; new ones get an id made of their name. */
export function zonesOf(typed: readonly TypedZone[]): Zone[] {
  const taken = new Set(typed.map(({ id }) => id));
  return typed.map(({ id, name }) => {
    if (id !== null) return { id, name };
    const made = freeId(name, taken);
    taken.add(made);
    return { id: made, name };
  });
}

function freeId(name: string, taken: ReadonlySet<string | null>): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50);
  const base = plain === "" ? "zone" : plain;
  for (let nth = 1; ; nth += 1) {
    const id = nth === 1 ? base : `${base}-${nth}`;
    if (!taken.has(id)) return id;
  }
}
