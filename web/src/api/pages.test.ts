import { expect, test } from "vitest";
import { wholeList } from "./pages";

/** A list of so many numbers, two on each page, and the cursors of its requests. */
function list(count: number) {
  const asked: (string | undefined)[] = [];
  const read = async (cursor: string | undefined) => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const numbers = [from, from + 1].filter((one) => one < count);
    return { numbers, pagination: { nextCursor: from + 2 < count ? String(from + 2) : null } };
  };
  return { asked, all: (most: number) => wholeList(read, ({ numbers }) => numbers, most) };
}

test("a list of several pages is read to its end", async () => {
  const { asked, all } = list(5);
  expect(await all(10)).toEqual({ entries: [0, 1, 2, 3, 4], cutOff: false });
  expect(asked).toEqual([undefined, "2", "4"]);
});

test("a list that is too long is cut off, and no further page is asked for", async () => {
  const { asked, all } = list(9);
  expect(await all(3)).toEqual({ entries: [0, 1, 2], cutOff: true });
  expect(asked).toEqual([undefined, "2"]);
});

test("a list that just fits is whole", async () => {
  expect(await list(4).all(4)).toEqual({ entries: [0, 1, 2, 3], cutOff: false });
  expect(await list(5).all(4)).toEqual({ entries: [0, 1, 2, 3], cutOff: true });
});
