import { expect, test } from "vitest";
import { inert, plain, readCsv, separatorOf, writeCsv } from "./csv";

const cells = (text: string, separator = ",") => readCsv(text, separator).rows.map((row) => row.cells);

test("cells are quoted where they must be, and lines end in any way", () => {
  expect(cells('a,b\r\n"1,2","say ""hi"""\n3,4\r5,')).toEqual([
    ["a", "b"],
    ["1,2", 'say "hi"'],
    ["3", "4"],
    ["5", ""],
  ]);
  expect(cells("\uFEFFa;b\n1,5;2", ";")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
  expect(cells("")).toEqual([]);
});

test("a row says its line, past line breaks in cells and past empty lines", () => {
  const { rows } = readCsv('a,b\r\n"1\r\n2\n3",x\r\n\r\n,\r\nlast,y', ",");
  expect(rows.map(({ line, cells: [first] }) => [line, first])).toEqual([
    [1, "a"],
    [2, "1\r\n2\n3"],
    [7, "last"],
  ]);
});

test("quotes that do not fit are faults with their line", () => {
  expect(readCsv('a\n"b', ",").faults).toEqual([{ line: 2, kind: "unclosed" }]);
  expect(readCsv('a\n"b\nc" d,e\nf', ",").faults).toEqual([{ line: 3, kind: "afterQuote" }]);
  expect(readCsv('a\n"b" ,e', ",").faults).toEqual([]);
  expect(cells('5" pipe,2')).toEqual([['5" pipe', "2"]]);
});

test("the separator is what the first line has most of", () => {
  expect(separatorOf('id;"a,b,c,d";name\n1,2,3,4', [",", ";"])).toBe(";");
  expect(separatorOf("id,name;x,y", [",", ";"])).toBe(",");
  expect(separatorOf("id", [",", ";"])).toBeNull();
});

/** As in functions/src/http/formula.rs. */
const FORMULAS: [string, string][] = [
  ["=1+1", "'=1+1"],
  ["+12025550142", "'+12025550142"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\u{ff1d}1+1", "'\u{ff1d}1+1"],
  ["\u{2212}1", "'\u{2212}1"],
  ["|calc", "'|calc"],
  [" =1", "' =1"],
  ["\u{3000}=1", "'\u{3000}=1"],
  ['"=1"', '\'"=1"'],
  ["\t=1", "'\t'=1"],
  ["\rx", "'\rx"],
  ["x;=1+1;y", "x;'=1+1;y"],
  ['x; "=1"', 'x;\' "=1"'],
  ["a\n=1\r\n+2", "a\n'=1\r\n'+2"],
];

test("a spreadsheet calculates nothing of what is written", () => {
  for (const [text, written] of FORMULAS) expect(inert(text)).toBe(written);
  for (const text of ["", "Ada", "a=b", "a,=1", "1-2", "A; B", "a|b", "one\r\ntwo", "'x"])
    expect(inert(text)).toBe(text);
});

test("hostile texts read back as they were", () => {
  const parts = ["=", "+", "-", "@", "'", "''", '"', ",", ";", "\t", "\r", "\n", "\r\n", "|", " ", "x", "－"];
  const texts = [
    ...FORMULAS.flat(),
    '<img src=x onerror="alert(1)">',
    "'=1",
    "''=1",
    "'\rx",
    '=HYPERLINK("x")',
  ];
  for (const one of parts) for (const two of parts) for (const three of parts) texts.push(one + two + three);
  for (const text of texts) expect(plain(inert(text)), JSON.stringify(text)).toBe(text);
  for (const separator of [",", ";"]) {
    const rows = texts.map((text) => ["x", text, text]);
    const read = readCsv(writeCsv(rows, separator), separator);
    expect(read.faults).toEqual([]);
    expect(read.rows.map(({ cells }) => cells.map(plain))).toEqual(rows);
  }
});
