import { expect, test } from "vitest";
import { BYTE_ORDER_MARK, joined, rowsOf } from "./csv-file";

test("pages become one table with one mark and one head", () => {
  const page = (rows: string) => `${BYTE_ORDER_MARK}id,name\r\n${rows}`;
  expect(joined([page("1,Ada\r\n"), page("2,Bo\r\n"), page("")])).toBe(
    `${BYTE_ORDER_MARK}id,name\r\n1,Ada\r\n2,Bo\r\n`,
  );
  expect(joined([])).toBe(BYTE_ORDER_MARK);
});

test("a line break in a cell begins no row", () => {
  expect(rowsOf('id,notes\r\n1,"a\nb ""c"""\r\n2,d\r\n')).toBe(2);
  expect(rowsOf("id,notes\r\n")).toBe(0);
});
