// Builds web/dist: the desk, the buyer's pages, the API reference, and a compressed copy beside each file, which are
// served as they are. Prints what each page loads first.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { compress } from "./compress.mjs";
import { reference } from "./reference.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

const made = {};
for (const mode of ["desk", "buyer", "track", "pay", "docs", "theme", "service-worker", "push-worker"]) {
  made[mode] = await build({ root, mode, logLevel: "warn", configFile: join(root, "vite.config.ts") });
}

// The service worker keeps what the desk is made of. Its text changes with any of it, which is how a browser knows.
const kept = [made.desk].flat().flatMap(({ output }) => output.map(({ fileName }) => fileName));
const files = [
  "desk.html",
  "theme.js",
  "favicon.svg",
  ...kept.filter((name) => name.startsWith("assets/")),
].map((name) => `/${name}`);
const hash = createHash("sha256");
for (const file of files) hash.update(readFileSync(join(dist, file)));
const version = hash.digest("hex").slice(0, 12);
const worker = join(dist, "service-worker.js");
const text = readFileSync(worker, "utf8");
writeFileSync(worker, `const FILES=${JSON.stringify(files)},VERSION=${JSON.stringify(version)};\n${text}`);

const COMPRESSED = /\.(html|js|css|svg|json|webmanifest)$/;
for (const entry of readdirSync(dist, { recursive: true })) {
  const path = join(dist, entry);
  if (!statSync(path).isFile() || !COMPRESSED.test(path)) continue;
  compress(path);
}
reference();

const kilobytes = (path) => statSync(path).size / 1000;
for (const page of readdirSync(dist).filter((name) => name.endsWith(".html"))) {
  const html = readFileSync(join(dist, page), "utf8");
  const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path);
  const sum = (kind) =>
    first
      .filter((path) => path.endsWith(kind))
      .reduce((total, path) => total + kilobytes(join(dist, `${path}.gz`)), 0)
      .toFixed(1);
  console.log(
    `${page.padEnd(12)} ${sum(".js").padStart(6)} KB script, ${sum(".css").padStart(5)} KB style (gzip)`,
  );
}
