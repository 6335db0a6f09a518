#!/usr/bin/env bash
# Builds the pages, web/dist, when their sources are newer. With --optional, a machine that cannot build them gets a
# message, and the API is served without pages. The API reference is completed by itself
# when it alone is missing or older than docs/openapi.json.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Its time is the start of the newest complete build.
stamp=web/dist/.built
sources=(web/src web/scripts web/public web/*.html web/package-lock.json web/vite.config.ts)
built=""
[[ ! -f $stamp || $(find "${sources[@]}" -newer "$stamp" -print -quit) ]] || built=yes
if [[ $built && web/dist/.reference -nt docs/openapi.json ]]; then
    exit 0
fi

optional=""
[[ ${1:-} != --optional ]] || optional=yes
give_up() {
    printf 'The pages were not built: %s\n' "$1" >&2
    [[ $optional ]] || exit 1
    echo "The API is served without them; \`make web\` tries again." >&2
    exit 0
}

source infra/node.sh
[[ -z $node_missing ]] || give_up "needs $node_missing."
if ! cmp -s web/package-lock.json web/node_modules/.installed; then
    echo "Installing what the pages are built with (once) …"
    (cd web && npm ci --omit=dev --no-audit --no-fund --loglevel=error) || give_up "npm could not install; see above."
    cp web/package-lock.json web/node_modules/.installed
fi
if [[ $built ]]; then
    (cd web && node scripts/reference.mjs) || give_up "see above."
    exit 0
fi
# A file that is saved during a build is built by the next one.
began=$(mktemp)
trap 'rm -f "$began"' EXIT
(cd web && node scripts/build.mjs) || give_up "see above."
touch -r "$began" "$stamp"
