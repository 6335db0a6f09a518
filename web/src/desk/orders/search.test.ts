import { describe, expect, test } from "vitest";
import { filterCount, parseOrderSearch } from "./search";

describe("the search of the orders page", () => {
  test("keeps valid parameters", () => {
    const search = {
      tab: "late",
      view: "table",
      sort: "-total",
      cols: ["number", "name"],
      phase: ["open", "ready"],
      zone: ["north"],
      placed: "2026-11-01..2026-11-27",
      wanted: "soon",
      min: 500,
      late: true,
      q: "ada",
      order: "ORD-20261120-7ZK3M9QW2X",
    };
    expect(parseOrderSearch(search)).toEqual(search);
  });

  test("ignores invalid parameters, and keeps the others", () => {
    expect(
      parseOrderSearch({
        tab: "nonsense",
        view: "<script>",
        sort: "placed; drop table",
        phase: ["open", "brewing", "open"],
        placed: "2026-13-77",
        wanted: "2026-11-27..2026-11-01",
        min: -5,
        max: "much",
        late: "no",
        order: "../../etc/passwd",
        q: "   ",
        unknown: 1,
        method: null,
      }),
    ).toEqual({ phase: ["open"] });
  });

  test("reads lists that somebody typed, and numbers as texts", () => {
    expect(parseOrderSearch({ phase: "open,ready", q: 1234, zone: 7, max: "900" })).toEqual({
      phase: ["open", "ready"],
      q: "1234",
      zone: ["7"],
      max: 900,
    });
  });

  test("keeps the number among the columns, because it is the link", () => {
    expect(parseOrderSearch({ cols: ["name", "total"] })).toEqual({ cols: ["number", "name", "total"] });
  });

  test("counts filters without the text", () => {
    expect(filterCount({ tab: "late", view: "table", q: "ada", method: ["pickup"], late: true })).toBe(2);
  });
});
