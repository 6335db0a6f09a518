// Tests the template's functions for CloudFront's edge with the addresses that the local program serves.
//
//   node --test infra/pages/test_edge.mjs <template.yaml as JSON>

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const { Resources: resources } = JSON.parse(readFileSync(process.env.TEMPLATE, "utf8"));
const addresses = JSON.parse(readFileSync(new URL("addresses.json", import.meta.url), "utf8"));

/** The result of an edge function for a request. The edge's JavaScript has no other globals than these. */
function run(name, request, viewer = { ip: "203.0.113.9" }) {
  const event = JSON.stringify({ version: "1.0", request, viewer });
  const code = `${resources[name].Properties.FunctionCode}\nJSON.stringify(handler(${event}))`;
  return JSON.parse(runInNewContext(code, {}));
}

const asked = (uri) => run("PagesAddresses", { method: "GET", uri, headers: {} });

test("each address has the file that the local program serves", () => {
  for (const [path, file] of Object.entries(addresses)) {
    const answer = asked(path);
    if (file === null) assert.equal(answer.statusCode, 404, path);
    else assert.equal(answer.uri, file, path);
  }
});

test("files are asked for by their own names", () => {
  for (const path of ["/assets/desk-1a2b.js", "/favicon.svg", "/service-worker.js", "/theme.js", "/openapi.json"]) {
    assert.equal(asked(path).uri, path);
  }
});

test("what no file is called is not asked for", () => {
  for (const path of ["/assets/", "/.vite/manifest.json", "/a%2e%2e/b.js", "/assets//x.js", "/etc/passwd"]) {
    assert.equal(asked(path).statusCode, 404, path);
  }
});

test("the first page is the list of shops, and the bucket is never listed", () => {
  for (const path of ["/", "//", "///"]) {
    const { statusCode, headers } = asked(path);
    assert.deepEqual([statusCode, headers.location.value], [302, "/s"], path);
  }
});

test("the caller's address is the one that CloudFront sees", () => {
  const headers = { "x-docket-viewer-address": { value: "198.51.100.1" }, accept: { value: "*/*" } };
  const answer = run("ApiViewer", { method: "GET", uri: "/api/me", headers }, { ip: "2001:db8::1" });
  assert.deepEqual(answer.headers, { ...headers, "x-docket-viewer-address": { value: "2001:db8::1" } });
});
