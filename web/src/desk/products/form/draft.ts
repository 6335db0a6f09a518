/**
 * A product while it is edited: conversion between the product and its fields, the changes, and merging with concurrent
 * changes.
 */

import { amountText, minorUnits } from "~/lib/money";
import { closesAt, type Hours } from "~/lib/opening-hours";
import { saleOf } from "../list";
import type { NewProduct, Product, ProductChange } from "../types";
import { momentOfWall, wallOf } from "../wall";

export interface Extra {
  /** The key of its row while it is edited. */
  key: number;
  /** Null for a new one: its id follows from its name. */
  id: string | null;
  name: string;
  price: string;
}

export const SALES = ["on", "closing", "until", "off"] as const;
export type SaleChoice = (typeof SALES)[number];

export interface Draft {
  name: string;
  description: string;
  category: string;
  position: string;
  isMainCourse: boolean;
  price: string;
  lowStockAt: string;
  /** Only for a new product. */
  stock: string;
  stockBuckets: string;
  extras: readonly Extra[];
  sale: SaleChoice;
  /** The day and time of `until`, in the seller's time zone. */
  until: string;
  alt: string;
  imageRemoved: boolean;
}

/** The settings for parsing and formatting amounts and times. */
export interface Terms {
  currency: string;
  zone: string;
  hours: readonly Hours[];
  now: number;
}

export function draftOf(product: Product | null, { currency, zone, now }: Terms): Draft {
  const sale = product === null ? { state: "on" as const } : saleOf(product, now);
  return {
    name: product?.name ?? "",
    description: product?.description ?? "",
    category: product?.category ?? "",
    position: product === null ? "" : String(product.position),
    isMainCourse: product?.isMainCourse ?? false,
    price: product === null ? "" : amountText(product.price, currency),
    lowStockAt: product?.lowStockAt === undefined ? "" : String(product.lowStockAt),
    stock: "",
    stockBuckets: "",
    extras: (product?.addons ?? []).map(({ id, name, price }, key) => ({
      key,
      id,
      name,
      price: amountText(price, currency),
    })),
    sale: sale.state,
    until: sale.state === "until" ? wallOf(sale.at, zone) : "",
    alt: product?.image?.alt ?? "",
    imageRemoved: false,
  };
}

/** The errors of the fields, by JSON pointer, before the request. */
export type Fault = "missing" | "number" | "amount" | "moment";
export type Faults = Readonly<Record<string, Fault>>;

type Whole = Required<Omit<NewProduct, "sellerId" | "stock" | "stockBuckets">> & {
  stock: number;
  stockBuckets: number | null;
};

/** The parsed fields. Fields with errors are empty in it. */
export function read(draft: Draft, terms: Terms, isNew: boolean): { whole: Whole; faults: Faults } {
  const faults: Record<string, Fault> = {};
  const amount = (typed: string, pointer: string): number => {
    const value = minorUnits(typed, terms.currency);
    if (value === null) faults[pointer] = typed.trim() === "" ? "missing" : "amount";
    return value ?? 0;
  };
  const count = (typed: string, pointer: string): number | null => {
    const text = typed.trim();
    if (text === "") return null;
    if (/^\d{1,10}$/.test(text)) return Number(text);
    faults[pointer] = "number";
    return null;
  };
  const required = (typed: string, pointer: string): string => {
    const text = typed.trim();
    if (text === "") faults[pointer] = "missing";
    return text;
  };
  if (isNew && draft.stock.trim() === "") faults["/stock"] = "missing";
  const whole: Whole = {
    name: required(draft.name, "/name"),
    description: draft.description.trim() || null,
    category: draft.category.trim() || null,
    position: count(draft.position, "/position") ?? 0,
    isMainCourse: draft.isMainCourse,
    price: amount(draft.price, "/price"),
    lowStockAt: count(draft.lowStockAt, "/lowStockAt"),
    stock: count(draft.stock, "/stock") ?? 0,
    stockBuckets: count(draft.stockBuckets, "/stockBuckets"),
    addons: withIds(draft.extras).map(({ id, name, price }, place) => ({
      id,
      name: required(name, `/addons/${place}/name`),
      price: amount(price, `/addons/${place}/price`),
    })),
    active: draft.sale !== "off",
    offUntil: offUntil(draft, terms),
  };
  if (draft.sale === "until" && whole.offUntil === null) faults["/offUntil"] = "moment";
  return { whole, faults };
}

function offUntil({ sale, until }: Draft, { zone, hours, now }: Terms): string | null {
  switch (sale) {
    case "on":
    case "off":
      return null;
    case "closing":
      return new Date(closesAt(hours, zone, now)).toISOString();
    case "until": {
      const at = momentOfWall(until, zone);
      return at === null ? null : new Date(at).toISOString();
    }
  }
}

const LONGEST_ID = 64;

/** The ids of the extras: orders refer to them, so an existing extra keeps its id when it is renamed. */
function withIds(extras: readonly Extra[]): (Extra & { id: string })[] {
  const taken = new Set(extras.flatMap(({ id }) => (id === null ? [] : [id])));
  return extras.map((extra) => {
    if (extra.id !== null) return { ...extra, id: extra.id };
    const base = slug(extra.name) || "extra";
    let id = base;
    for (let again = 2; taken.has(id); again += 1) id = `${base}-${again}`;
    taken.add(id);
    return { ...extra, id };
  });
}

/** `gruene-sosse` of `Grüne Soße`. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/([äöü])/g, (_, letter: string) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST_ID - 4);
}

/** The request that creates a new product. */
export function bodyOf(draft: Draft, terms: Terms, sellerId: string): NewProduct {
  const { stockBuckets, ...whole } = read(draft, terms, true).whole;
  return { sellerId, ...whole, ...(stockBuckets !== null && { stockBuckets }) };
}

/** The changed parts of a product; empty without changes. A new image has a request of its own, with its text. */
export function changeOf(draft: Draft, base: Product, terms: Terms, newImage: boolean): ProductChange {
  const was = draftOf(base, terms);
  const { stock: _, stockBuckets: __, ...before } = read(was, terms, false).whole;
  const { stock: ___, stockBuckets: ____, ...after } = read(draft, terms, false).whole;
  const differs = (key: keyof typeof after) => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  const change: ProductChange = Object.fromEntries(
    Object.entries(after).filter(([key]) => differs(key as keyof typeof after)),
  );
  // A change of the switch sends both parts: the product may have been off sale in the other way.
  if (draft.sale !== was.sale || draft.until !== was.until) {
    change.active = after.active;
    change.offUntil = after.offUntil;
  }
  if (newImage || base.image === undefined) return change;
  if (draft.imageRemoved) return { ...change, image: null };
  return draft.alt.trim() === base.image.alt ? change : { ...change, image: { alt: draft.alt.trim() } };
}

export type Field = keyof Draft;

/**
 * Merges the edits with the present product: fields that were not edited here take the new values, the others remain.
 * `both` are the fields that were changed here and there.
 */
export function rebase(draft: Draft, was: Draft, now: Draft): { draft: Draft; both: Field[] } {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const fields = Object.keys(draft) as Field[];
  const taken = fields.filter((field) => same(draft[field], was[field]));
  const both = fields.filter(
    (field) => !taken.includes(field) && !same(now[field], was[field]) && !same(now[field], draft[field]),
  );
  return { draft: { ...draft, ...Object.fromEntries(taken.map((field) => [field, now[field]])) }, both };
}
