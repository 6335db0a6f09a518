import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Two builds into one folder. The desk is made with React; the buyer's pages and the first page are the same kind
 * of source, made with Preact, because a buyer's phone loads them on a bad network.
 */
const pages: Record<string, string[]> = {
  desk: ["desk"],
  buyer: ["index", "shop", "track", "my"],
};

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: {
      "~": here("./src"),
      ...(mode === "buyer" && {
        "react-dom/client": "preact/compat/client",
        "react-dom": "preact/compat",
        "react/jsx-runtime": "preact/jsx-runtime",
        react: "preact/compat",
      }),
    },
  },
  publicDir: mode === "desk" ? "public" : false,
  build: {
    emptyOutDir: mode === "desk",
    target: "es2023",
    assetsInlineLimit: 0,
    // The policy allows no inline script, and every browser that Docket supports preloads modules itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries((pages[mode] ?? []).map((page) => [page, here(`./${page}.html`)])),
    },
  },
  worker: { format: "es" as const },
}));
