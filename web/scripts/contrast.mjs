// Computes the contrast of every pair of tokens that the pages use, in both
// themes, and fails when one is below its limit: `node scripts/contrast.mjs`.
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("../src/ui/tokens.css", import.meta.url), "utf8");
const tokens = {};
for (const [, name, light, dark] of css.matchAll(
  /--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
)) {
  tokens[name] = { light, dark };
}

const channel = (value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

const grounds = ["paper", "card", "rail"];
const hues = ["spruce", "sky", "amber", "brick", "moss", "plum"];
const pairs = [];
for (const ground of grounds) {
  for (const text of ["ink", "ink-2", ...hues]) pairs.push([text, ground, 5.2]);
  pairs.push(["edge", ground, 3]);
}
for (const hue of hues) {
  pairs.push(["on-fill", hue, 5.2]);
  for (const text of ["ink", "ink-2", hue]) pairs.push([text, `${hue}-wash`, 5.2]);
  pairs.push(["edge", `${hue}-wash`, 3]);
}
pairs.push(["brick", "amber-wash", 5.2], ["spruce", "amber-wash", 5.2], ["spruce", "moss-wash", 5.2]);
pairs.push(
  ["moss", "spruce-wash", 5.2],
  ["amber", "spruce-wash", 5.2],
  ["brick", "spruce-wash", 5.2],
  ["sky", "spruce-wash", 5.2],
);
pairs.push(["on-fill", "spruce-press", 5.2], ["on-fill", "brick-press", 5.2]);
pairs.push(["paper", "ink", 5.2], ["card", "ink", 5.2], ["on-bar", "bar", 5.2]);

let failed = 0;
const rows = pairs.map(([text, ground, limit]) => {
  const values = ["light", "dark"].map((theme) => ratio(tokens[text][theme], tokens[ground][theme]));
  const low = values.some((value) => value < limit);
  if (low) failed += 1;
  return {
    pair: `${text} on ${ground}`,
    limit,
    light: values[0].toFixed(2),
    dark: values[1].toFixed(2),
    low,
  };
});
const all = process.argv.includes("--all");
for (const row of rows) {
  if (all || row.low) {
    console.log(
      `${row.low ? "LOW " : "    "}${row.pair.padEnd(28)}${row.light.padStart(7)}${row.dark.padStart(7)}   at least ${row.limit}`,
    );
  }
}
const text = rows.filter((row) => row.limit > 3).flatMap((row) => [Number(row.light), Number(row.dark)]);
const edges = rows.filter((row) => row.limit === 3).flatMap((row) => [Number(row.light), Number(row.dark)]);
console.log(
  `${rows.length} pairs in two themes, ${failed} too low; lowest text ${Math.min(...text)}:1, lowest edge ${Math.min(...edges)}:1`,
);
process.exitCode = failed ? 1 : 0;
