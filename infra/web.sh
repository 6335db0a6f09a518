#!/usr/bin/env bash
# Builds the pages, web/dist, when their sources are newer. With --optional a machine that cannot is told why, and the
# API is served without pages.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# As old as the beginning of the newest build that was finished.
stamp=web/dist/.built
sources=(web/src web/scripts web/public web/*.html web/package-lock.json web/vite.config.ts)
if [[ -f $stamp && -z $(find "${sources[@]}" -newer "$stamp" -print -quit) ]]; then
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
# What is saved while it is built is built the next time.
began=$(mktemp)
trap 'rm -f "$began"' EXIT
(cd web && node scripts/build.mjs) || give_up "see above."
touch -r "$began" "$stamp"
