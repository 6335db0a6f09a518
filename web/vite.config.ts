import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type Rolldown } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Five builds into one folder. The desk is made with React; the buyer's pages and the first page are the same kind
 * of source, made with Preact, because a buyer's phone loads them on a bad network. Tracking is built by itself: what
 * it shows first is one file. So are the page to pay on and the API reference, which share no script with pages under
 * another policy.
 */
const pages: Record<string, string[]> = {
  desk: ["desk"],
  buyer: ["index", "shop", "my", "my-messages"],
  track: ["track"],
  pay: ["pay"],
  docs: ["docs"],
};

/** What stands in for React on the buyers' pages. */
const preact = {
  "react-dom/client": here("./src/lib/react-on-preact.ts"),
  "react/jsx-runtime": "preact/jsx-runtime",
  react: here("./src/lib/react-on-preact.ts"),
};

/** What tracking loads after the sentence of what happens now: all else of the order. */
const DETAILS =
  /track\/(details|help|money|pay|step-list|steps|tour|where)|buyer\/(address|initials|order|sums)/;

/** What tracking loads only when somebody needs it: signing in, codes, questions, receipts. */
const LATER =
  /words\/(en|de|receipt|status|track-later|buyer-sign-in|push)|track\/(stranger|confirm|cancel-dialog|offer)|buyer\/(receipt|sign-in|cart|push)|src\/(sign-in|push)|ui\/dialog|lib\/(phone|kept|trusted)/;

/** Those parts are small, and their styles are the page's: importing them is all it takes. */
const plainImports: Plugin = {
  name: "docket-plain-imports",
  enforce: "pre",
  load: (id) =>
    id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : undefined,
};

/** What pages with forms that are edited share. No other page of the desk loads it, nor waits for its words. */
const FORMS =
  /web\/src\/(desk\/form\/(address|draft-form|edit-form|leave-question|use-edits)|form\/use-(draft|faults)|words\/editing)/;

/**
 * Which modules are one file. Left to itself the bundler makes a file of each set of modules that the same entries
 * share, three dozen of them for the desk: more requests, worse compressed.
 */
const groups: Record<string, Rolldown.CodeSplittingGroup[]> = {
  desk: [
    // What is asked of the API before all else must not be in a file that waits for words.
    {
      name: "begin",
      test: /web\/src\/(desk\/(begin|open-orders\/(reading|facts|types))|api\/(client|problem|session|pages)|lib\/time)/,
    },
    { name: "libraries", test: /node_modules\/(?!@tanstack\/(react-)?(table|virtual))/ },
    // Those of the table of orders, which come with it.
    { name: "table-libraries", test: /node_modules/ },
    { name: "common", test: (id: string) => /web\/src\//.test(id) && !FORMS.test(id), minShareCount: 2 },
    { name: "forms", test: FORMS, minShareCount: 2 },
  ],
  buyer: [
    {
      name: "base",
      test: /node_modules|preload-helper|web\/src\/(api|lib|ui|words\/index|sign-in\/codes|buyer\/[\w-]+\.tsx?$)/,
      minShareCount: 3,
      priority: 1,
    },
    { name: "sign-in", test: /web\/src\/(sign-in|buyer\/sign-in)/, minShareCount: 2 },
    // Of a buyer's own pages, and not of the shop.
    { name: "mine", test: /web\/src\/buyer\/mine/, minShareCount: 2 },
    {
      name: "buyer",
      test: /buyer\/(address|blank|failed|order|session|sums)/,
      minShareCount: 2,
    },
    {
      name: "cart",
      test: /buyer\/(cart\/(?!extras|stepper)|shop\/(?!main|sellers|shop\.tsx|goods|cart-slip|head))/,
      minShareCount: 2,
    },
    // Of the shop, and not of the checkout.
    { name: "menu", test: /buyer\/(cart\/(extras|stepper)|shop\/head)/, minShareCount: 2 },
  ],
  track: [
    // A group takes along what its modules need: the first page comes first.
    { name: "track", priority: 1, test: (id: string) => !LATER.test(id) && !DETAILS.test(id) },
    { name: "details", test: DETAILS },
  ],
  pay: [{ name: "pay", test: (id: string) => !/words\/(en|de)|buyer\/cart/.test(id) }],
  docs: [{ name: "docs", test: () => true }],
};

/**
 * Scripts that have the names by which they are known: to the pages, and to registrations. Each is built by itself,
 * because a service worker is one file.
 */
const named: Record<string, string> = {
  "service-worker": here("./src/service-worker.ts"),
  "push-worker": here("./src/push-worker.ts"),
  theme: here("./src/theme.ts"),
};

const input = (mode: string) =>
  named[mode]
    ? { [mode]: named[mode] }
    : Object.fromEntries((pages[mode] ?? []).map((page) => [page, here(`./${page}.html`)]));

export default defineConfig(({ mode }) => ({
  plugins: ["track", "pay", "docs"].includes(mode) ? [plainImports] : [],
  resolve: {
    alias: {
      "~": here("./src"),
      ...(["buyer", "track", "pay", "docs"].includes(mode) && preact),
    },
  },
  publicDir: mode === "desk" ? "public" : false,
  build: {
    emptyOutDir: mode === "desk",
    target: "es2023",
    assetsInlineLimit: 0,
    cssCodeSplit: !["track", "pay", "docs"].includes(mode),
    // The policy allows no inline script, and every browser that Docket supports preloads modules itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: input(mode),
      // Libraries mark what runs in browsers only, which is everything here; and times are nobody's fault.
      onLog(level, log, report) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE" && log.code !== "PLUGIN_TIMINGS") report(level, log);
      },
      output: named[mode]
        ? { entryFileNames: "[name].js" }
        : { codeSplitting: { groups: groups[mode] ?? [] } },
    },
  },
  worker: { format: "es" as const },
}));
