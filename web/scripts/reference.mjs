// Puts beside the pages what /docs needs: Scalar's API reference, and the document that it shows. Called by build.mjs;
// alone, `node scripts/reference.mjs`, it completes pages that were built without a connection.
//
// Of the npm package one file is needed, and installing it would bring 209 packages. So this fetches the package's
// archive alone, compares it with the hash below, and keeps what it made of it in node_modules/.cache.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compress } from "./compress.mjs";

const VERSION = "1.46.4";
const PACKAGE = `@scalar/api-reference@${VERSION}`;
// As `npm view @scalar/api-reference@1.46.4 dist.integrity` prints it.
const INTEGRITY =
  "sha512-EpCcOG15Ry8DKNs/f5AdRA97s1B5kGPekzANpnK0j1IpyU4Sb/mfdyfB00WC+vUo7hfc4BFRSkkiPa5SSM7fng==";
const FILE = "package/dist/browser/standalone.js";
// Named like other files of assets, which are kept for ever: with a part of their hash.
const NAME = `scalar-api-reference-${VERSION}-${INTEGRITY.slice(7, 15)}.js`;

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const cache = join(root, "node_modules/.cache/reference");
const kinds = ["", ".gz", ".br"];

/** The archive of the package, or an error that says why it cannot be had. */
function fetchArchive() {
  const folder = mkdtempSync(join(cache, "fetch-"));
  try {
    const options = ["--json", "--ignore-scripts", "--fetch-retries=1", "--loglevel=error"];
    const packed = execFileSync("npm", ["pack", PACKAGE, ...options, "--pack-destination", folder], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [{ filename }] = JSON.parse(packed);
    const archive = join(folder, filename.replace("@", "").replace("/", "-"));
    const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (found !== INTEGRITY) throw new Error(`${PACKAGE} has the hash ${found} instead of ${INTEGRITY}`);
    return execFileSync("tar", ["-xzOf", archive, FILE], { maxBuffer: 2 ** 25 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The component with its licence, and its compressed copies, in the cache. */
function component() {
  const path = join(cache, NAME);
  if (kinds.every((kind) => existsSync(path + kind))) return path;
  mkdirSync(cache, { recursive: true });
  const licence = readFileSync(join(root, "scripts/scalar-licence.txt"), "utf8").trim();
  const text = fetchArchive().toString("utf8");
  writeFileSync(path, `/*!\n${PACKAGE}\n\n${licence}\n*/\n${text}`);
  compress(path);
  return path;
}

/** What npm says in many lines, in one. */
function reason(error) {
  const said = [error.stderr, error.message].map((it) => String(it ?? "").trim()).find((it) => it !== "");
  return said.split("\n").slice(0, 3).join(" ");
}

/** Completes `dist`. Without the component the pages are good, and /docs says what is missing: false. */
export function reference() {
  if (!readFileSync(join(root, "docs.html"), "utf8").includes(`/assets/${NAME}"`)) {
    throw new Error(`docs.html does not load /assets/${NAME}`);
  }
  copyFileSync(join(root, "../docs/openapi.json"), join(dist, "openapi.json"));
  compress(join(dist, "openapi.json"));
  try {
    const path = component();
    for (const kind of kinds) copyFileSync(path + kind, join(dist, "assets", NAME + kind));
  } catch (error) {
    console.error(
      `The API reference (/docs) was not built, because ${PACKAGE} cannot be had: ${reason(error)}`,
    );
    console.error("The other pages are complete. `make web` tries again.");
    return false;
  }
  // Younger than the document that it copied: infra/web.sh compares them.
  writeFileSync(join(dist, ".reference"), "");
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) reference();
