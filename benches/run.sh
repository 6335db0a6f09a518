#!/usr/bin/env bash
# How many guests check out in a second, and how long they take: medians of five runs, at a program of its own in
# memory, for 1, 16 and 64 guests at once. To compare two commits, run both on the same quiet machine.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=target/debug/docket
log=$(mktemp)
"$program" --memory --no-demo-orders --port 0 >"$log" 2>&1 &
trap 'kill %1 2>/dev/null; rm -f "$log"' EXIT
for _ in $(seq 100); do
    url=$(grep -om 1 'http://127.0.0.1:[0-9]*' "$log" || true)
    [[ -z $url ]] || break
    sleep 0.1
done
[[ -n $url ]] || { cat "$log" >&2; exit 1; }

uname -srm
for at_once in ${AT_ONCE:-1 16 64}; do
    target/debug/load "$url" --at-once "$at_once" "$@"
    # A code to the staff's phone comes every half minute only.
    curl -fsS -X POST -H 'content-type: application/json' -d '{"advance": "31s"}' "$url/_local/clock" >/dev/null
done
