import { expect, test } from "vitest";
import { Client } from "~/api/client";
import { byIds } from "./table";

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
