/** The zones while they are edited. A renamed zone keeps its id, because orders and batches refer to it. */
import type { components } from "~/api/schema";

type Zone = components["schemas"]["Zone"];

export interface TypedZone {
  key: number;
  /** Absent for a new one. */
  id: string | null;
  name: string;
}

/** The API's limit of zones. */
export const MOST_ZONES = 50;

export const typedZones = (zones: readonly Zone[]): TypedZone[] =>
  zones.map(({ id, name }, key) => ({ key, id, name }));

export const withZone = (zones: readonly TypedZone[]): TypedZone[] => [
  ...zones,
  { key: 1 + Math.max(-1, ...zones.map(({ key }) => key)), id: null, name: "" },
];

/** The zones in the request; a new one gets an id from its name. */
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
