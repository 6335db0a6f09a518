/**
 * Extras in one cell: `Oat milk=0.50; Double=1.00`. An id in square brackets is written only when it does not follow from
 * the name: `Naan [sk-naan]=2.50`. A backslash escapes `\ ; = [ ]` in a name.
 */
import { amountOf, decimalText, lineOf, type Numbers, type Read } from "./cells";
import type { Extra, WrittenExtra } from "./columns";
import { LIMITS } from "./limits";

/** The id that follows from a name; empty when no character of it can be in an id. */
export const idFrom = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-|-$/g, "");

export function writeExtras(extras: readonly Extra[], currency: string, numbers: Numbers = "en"): string {
  const named = (name: string) => extras.filter((extra) => extra.name === name).length;
  return extras
    .map(({ id, name, price }) => {
      const written = idFrom(name) === id && named(name) === 1 ? "" : ` [${id}]`;
      return `${name.replace(/[\\;=[\]]/g, "\\$&")}${written}=${decimalText(price, currency, numbers)}`;
    })
    .join("; ");
}

/** The parts between separators that are not escaped. */
function parts(text: string, mark: string): string[] {
  const found = [""];
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] ?? "";
    if (one === mark) found.push("");
    else found.push(found.pop() + (one === "\\" ? one + (text[++at] ?? "") : one));
  }
  return found;
}

const NAMED = /^(.*?)(?:(?<!\\)\[([A-Za-z0-9_-]{1,64})\])?$/su;

export function readExtras(text: string, currency: string, numbers: Numbers): Read<WrittenExtra[]> {
  const written = parts(text, ";").filter((part) => part.trim() !== "");
  if (written.length > LIMITS.extras)
    return { wrong: { kind: "tooManyExtras", most: LIMITS.extras, found: written.length } };
  const extras: WrittenExtra[] = [];
  for (const part of written) {
    const read = readExtra(part, currency, numbers);
    if ("wrong" in read) return read;
    extras.push(read.value);
  }
  return { value: extras };
}

function readExtra(text: string, currency: string, numbers: Numbers): Read<WrittenExtra> {
  const [left, right, ...more] = parts(text, "=");
  const [, escaped = "", id = null] = NAMED.exec(left?.trim() ?? "") ?? [];
  const name = escaped.trim().replace(/\\(.)/gsu, "$1");
  if (right === undefined || more.length > 0 || name === "") {
    const example = `Oat milk=${decimalText(50, currency, numbers)}`;
    return { wrong: { kind: "extraForm", example } };
  }
  const line = lineOf(name);
  if ("wrong" in line) return line;
  const price = amountOf(right.trim(), currency, numbers);
  return "wrong" in price ? price : { value: { name: line.value, id, price: price.value } };
}

/** The extras with their ids: the written one, else that of the former extra with this name, else one from the name. */
export function withIds(written: readonly WrittenExtra[], before: readonly Extra[]): Read<Extra[]> {
  const taken = new Set<string>();
  const take = (id: string | undefined) => {
    if (id !== undefined) taken.add(id);
    return id;
  };
  for (const { id } of written) take(id ?? undefined);
  const kept = written.map(
    ({ id, name }) => id ?? take(before.find((one) => one.name === name && !taken.has(one.id))?.id),
  );
  const extras = written.map(({ name, price }, at) => {
    const id = kept[at] ?? freeId(idFrom(name) || `extra-${at + 1}`, taken);
    taken.add(id);
    return { id, name, price };
  });
  const ids = extras.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) < at);
  return twice === undefined ? { value: extras } : { wrong: { kind: "extraTwice", id: twice } };
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(id)) return id;
  }
}
