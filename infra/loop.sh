#!/usr/bin/env bash
# Measures how long a developer waits from an edit to its test result. Each loop builds and tests first, adds a public
# constant to a crate, runs the tests again with a timer, and restores the file. Arguments select loops:
#   infra/loop.sh store area
# Fails when a loop exceeds its bound for two cores.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo=${CARGO:-cargo}

domain() { "$cargo" test --quiet --locked --package docket-domain --lib; }
store() { "$cargo" test --quiet --locked --package docket-store; }
area() { "$cargo" test --quiet --workspace --locked --test api -- vouchers::; }

log=$(mktemp) edited="" failed=0
# The file's time is renewed, because Cargo compares times and would reuse the build of the edit.
restore() { [[ -z $edited ]] || { mv "$edited.before" "$edited" && touch "$edited"; }; edited=""; }
trap 'restore; rm -f "$log"' EXIT

tests() { "$1" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }; }

# A loop, the crate that it edits, and its bound in seconds.
measure() {
    local loop=$1 file=$2/src/lib.rs most=$3 began took
    tests "$loop"
    edited=$file
    cp "$file" "$file.before"
    printf '\n/// An edit.\npub const EDIT: u64 = %s;\n' "$(date +%s)" >>"$file"
    began=$(date +%s%N)
    tests "$loop"
    took=$((($(date +%s%N) - began) / 100000000))
    restore
    printf '%-8s %3d.%d s of %d\n' "$loop" $((took / 10)) $((took % 10)) "$most"
    ((took <= most * 10)) || failed=1
}

(($#)) || set -- domain store area
for loop in "$@"; do
    case $loop in
        domain) measure domain shared/domain 10 ;;
        store) measure store shared/store 60 ;;
        area) measure area shared/app 90 ;;
        *) echo "There is no loop $loop; there are domain, store and area." >&2; exit 2 ;;
    esac
done
((failed == 0)) || { echo "A loop takes longer than it may on two quiet cores." >&2; exit 1; }
