#!/usr/bin/env bash
# Checks the pages and runs their end-to-end tests in a browser, after installing the tools for both. Arguments go to
# Playwright: infra/pages.sh track.spec.ts
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

source infra/node.sh
[[ -z $node_missing ]] || { echo "missing: $node_missing." >&2; exit 1; }
command -v chromium >/dev/null || { echo "missing: chromium. On Debian: apt-get install chromium" >&2; exit 1; }
if ! cmp -s web/package-lock.json web/node_modules/.installed-for-tests; then
    (cd web && npm ci --no-audit --no-fund --loglevel=error)
    cp web/package-lock.json web/node_modules/.installed
    cp web/package-lock.json web/node_modules/.installed-for-tests
fi
infra/web.sh
cd web
npm run --silent check
npm test --silent
npm run --silent e2e -- "$@"
