/**
 * The API's limits: `CreateProduct`, `UpdateProduct` and `AdjustStock` of docs/openapi.json, whose numbers and patterns a
 * test compares with these. Also the limits of a file.
 */

export const LIMITS = {
  name: 100,
  category: 100,
  description: 1_000,
  /** `Count`: a position, a low mark. */
  count: 4_294_967_295,
  stock: 100_000_000,
  /** Minor units. */
  amount: 9_007_199_254_740_991,
  extras: 50,
} as const;

export const FILE = { bytes: 2_000_000, rows: 5_000 } as const;

/** `ProductId` and `AddonId`. */
export const ID = "^[A-Za-z0-9_-]{1,64}$";

const NOT_IN_A_LINE = String.raw`\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069`;
const NOT_IN_A_TEXT = String.raw`\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e`;
const INVISIBLE = `${String.raw`\s\u00ad\u0300-\u036f\u0483-\u0489\u115f\u1160\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060-\u206f\u20d0-\u20ff\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff`}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}`;

/** `Name` and `Note`: any characters, at least one of them visible. */
export const NAME = `^[^${NOT_IN_A_LINE}]*[^${NOT_IN_A_LINE}${INVISIBLE}][^${NOT_IN_A_LINE}]*$`;
export const NOTE = `^[^${NOT_IN_A_TEXT}]*[^${NOT_IN_A_LINE}${INVISIBLE}][^${NOT_IN_A_TEXT}]*$`;

/** A character that is not allowed in a line, or in a text of several lines. */
export const NO_LINE = new RegExp(`[${NOT_IN_A_LINE}]`, "u");
export const NO_TEXT = new RegExp(`[${NOT_IN_A_TEXT}]`, "u");
export const IS_NAME = new RegExp(NAME, "u");
export const IS_NOTE = new RegExp(NOTE, "u");
export const IS_ID = new RegExp(ID, "u");
