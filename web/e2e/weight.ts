/** The size of a page's scripts, compressed with gzip, as the budgets count it: without the headers of each file. */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const dist = fileURLToPath(new URL("../dist", import.meta.url));

/** Starts counting. The returned function sums the scripts since then, all or those with these names. */
export function weigh(page: Page): (names?: RegExp) => number {
  const paths = new Set<string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") paths.add(new URL(response.url()).pathname);
  });
  return (names = /./) =>
    [...paths]
      .filter((path) => names.test(path.split("/").at(-1) ?? ""))
      .reduce((sum, path) => sum + statSync(`${dist}${path}.gz`).size, 0);
}
