import { expect, test } from "vitest";
import { Client } from "~/api/client";
import { byIds, joined, nextOf, rowsOf } from "./table";

const MARK = "\uFEFF";

test("pages become one table with one mark and one head", () => {
  const page = (rows: string) => `${MARK}id,name\r\n${rows}`;
  expect(joined([page("1,Ada\r\n"), page("2,Bo\r\n"), page("")])).toBe(`${MARK}id,name\r\n1,Ada\r\n2,Bo\r\n`);
  expect(joined([])).toBe(MARK);
});

test("a line break in a cell begins no row", () => {
  expect(rowsOf('id,notes\r\n1,"a\nb ""c"""\r\n2,d\r\n')).toBe(2);
  expect(rowsOf("id,notes\r\n")).toBe(0);
});

test("the next page is what the Link header says", () => {
  expect(nextOf('<?sellerId=s&limit=2&cursor=ab%2Bc>; rel="next"')).toBe("ab+c");
  expect(nextOf(null)).toBeUndefined();
});

test("ids are asked for a hundred at a time, and the rows are counted", async () => {
  const asked: string[] = [];
  const client = new Client();
  client.send = async (_, address) => {
    asked.push(address);
    return new Response("id\r\n");
  };
  const ids = Array.from({ length: 150 }, (_, at) => `ORD-${at}`);
  const rows: number[] = [];
  for await (const part of byIds(client, "s", ids, new AbortController().signal)) rows.push(part.rows);
  expect(rows).toEqual([100, 50]);
  expect(new URLSearchParams(asked[1]?.split("?")[1]).getAll("id")).toEqual(ids.slice(100));
});
