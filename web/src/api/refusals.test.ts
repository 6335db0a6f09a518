/**
 * Every refusal that a page can receive has a way out. The test finds the pages' requests in their sources, and their
 * possible refusals in openapi.json. `REFUSALS=1 npx vitest run src/api/refusals.test.ts` prints the list.
 */
import { expect, test } from "vitest";
import { BUYER_WAYS } from "~/buyer/ways-out";
import text from "../../../docs/openapi.json?raw";
import { Problem } from "./problem";
import { DESK_WAYS, deskWay } from "./ways-out";

interface Answer {
  $ref?: string;
}
interface Operation {
  description?: string;
  responses: Record<string, Answer>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: {
    responses: Record<
      string,
      { content: Record<string, { schema: { allOf: { properties?: { code?: { enum?: string[] } } }[] } }> }
    >;
  };
}

const api: Document = JSON.parse(text);
const METHODS = ["get", "post", "put", "patch", "delete"];

/** The codes of this client itself. */
const OWN = ["offline", "unknown"];
/** The codes of the payment provider's script, which are no refusals of the API. */
const PROVIDERS = ["payment_intent_unexpected_state"];

const sources = Object.entries(
  import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.ts", "!./schema.d.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** The area of a file: `desk/kitchen` of `../desk/kitchen/page.tsx`. */
const areaOf = (file: string): string => file.split("/").slice(1, -1).slice(0, 2).join("/") || "api";

/** The codes of an operation: those of its statuses, and those in its own description. */
function codesOf({ description = "", responses }: Operation): string[] {
  const listed = Object.values(responses).flatMap(({ $ref }) => {
    const shared = api.components.responses[$ref?.split("/").at(-1) ?? ""];
    const parts = shared?.content["application/problem+json"]?.schema.allOf ?? [];
    return parts.flatMap((part) => part.properties?.code?.enum ?? []);
  });
  const named = [...description.matchAll(/\b4\d\d\s+`([a-z_]+)`/g)].flatMap(([, code]) => code ?? []);
  return [...new Set([...listed, ...named])].sort();
}

interface Asked {
  area: string;
  method: string;
  path: string;
}

/** The requests of all pages. A path without a method counts for each of its methods. */
function requests(): Asked[] {
  const found = new Map<string, Asked>();
  for (const [file, source] of sources) {
    const area = areaOf(file);
    const add = (method: string, path: string) =>
      found.set(`${area} ${method} ${path}`, { area, method, path });
    const rest = source.replace(
      /\b(?:ask|answer)\(\s*"(\w+)",\s*"(\/api\/[^"]+)"/g,
      (_, method: string, path: string) => {
        add(method, path);
        return "";
      },
    );
    for (const [, path = ""] of rest.matchAll(/["`](\/api\/[\w/{}.-]+)/g))
      for (const method of Object.keys(api.paths[path] ?? { get: null })) add(method, path);
  }
  return [...found.values()].filter(({ method }) => METHODS.includes(method));
}

const all = requests();

test("the pages' requests are found, and the API has each of them", () => {
  const unknown = all.filter(({ method, path }) => api.paths[path]?.[method] === undefined);
  expect(unknown).toEqual([]);
  for (const [area, method, path] of [
    ["desk/open-orders", "get", "/api/orders"],
    ["desk/actions", "patch", "/api/orders/{id}/accept"],
    ["buyer/track", "get", "/api/orders/{id}/track"],
    ["buyer/checkout", "post", "/api/checkouts"],
    ["api", "get", "/api/changes"],
  ])
    expect(all).toContainEqual({ area, method, path });
});

test("each code that a request of a page may answer has a way out, for staff and buyers", () => {
  const lines: string[] = [];
  const missing: string[] = [];
  for (const { area, method, path } of all) {
    const operation = api.paths[path]?.[method];
    if (!operation) continue;
    const ways: Record<string, string> = area.startsWith("buyer")
      ? { ...DESK_WAYS, ...BUYER_WAYS }
      : DESK_WAYS;
    for (const code of codesOf(operation)) {
      lines.push(`| ${area} | ${method.toUpperCase()} ${path} | ${code} | ${ways[code]} |`);
      if (ways[code] === undefined) missing.push(`${area}: ${method} ${path}: ${code}`);
    }
  }
  expect(missing).toEqual([]);
  expect(lines.length).toBeGreaterThan(500);
  if (import.meta.env.REFUSALS)
    console.log(["| page | request | code | way out |", "|---|---|---|---|", ...lines].join("\n"));
});

test("no way out is for a code that the API does not have", () => {
  const known = new Set(OWN);
  for (const methods of Object.values(api.paths))
    for (const method of METHODS) {
      const operation = methods[method];
      if (operation) for (const code of codesOf(operation)) known.add(code);
    }
  expect(Object.keys(DESK_WAYS).filter((code) => !known.has(code))).toEqual([]);
});

test("pages compare with codes that there are", () => {
  const compared = sources.flatMap(([file, source]) =>
    [...source.matchAll(/\.code (?:===|!==) "([a-z_]+)"/g)].map(([, code = ""]) => ({ file, code })),
  );
  expect(compared.length).toBeGreaterThan(5);
  expect(compared.filter(({ code }) => !Object.hasOwn(DESK_WAYS, code) && !PROVIDERS.includes(code))).toEqual(
    [],
  );
});

test("a code of a newer server goes by its status, and a field at fault is changed", () => {
  const way = (status: number, body = {}) => deskWay(new Problem(status, { code: "not_yet_made", ...body }));
  expect([401, 403, 404, 409, 412, 422, 429, 500, 503].map((status) => way(status))).toEqual([
    "signIn",
    "none",
    "readAgain",
    "readAgain",
    "readAgain",
    "change",
    "wait",
    "sendAgain",
    "wait",
  ]);
  const taken = { code: "conflict", errors: [{ pointer: "/code", detail: "It is taken." }] };
  expect(way(409, taken)).toBe("change");
});
