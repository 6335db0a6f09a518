#!/usr/bin/env bash
# How long a developer waits from an edit to the tests of it: builds first, then changes a public item of a crate,
# runs the tests that this calls for, and puts the file back. Without arguments all loops; their names are below.
# Fails when one takes longer than it may on two cores.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo=${CARGO:-cargo}

domain() { "$cargo" test --quiet --locked --package docket-domain --lib; }
store() { "$cargo" test --quiet --locked --package docket-store; }
area() { "$cargo" test --quiet --workspace --locked --test api -- vouchers::; }

edited="" failed=0
restore() { [[ -z $edited ]] || mv "$edited.before" "$edited"; edited=""; }
trap restore EXIT

# A loop, the file that is edited, and the most seconds that it may take.
measure() {
    local loop=$1 file=$2 most=$3 began took
    "$loop" >/dev/null
    edited=$file
    cp -p "$file" "$file.before"
    printf '\n/// An edit.\npub const EDIT: u64 = %s;\n' "$(date +%s)" >>"$file"
    began=$(date +%s%N)
    "$loop" >/dev/null
    took=$((($(date +%s%N) - began) / 100000000))
    restore
    printf '%-8s %3d.%d s of %d: %s\n' "$loop" $((took / 10)) $((took % 10)) "$most" "$file"
    ((took <= most * 10)) || failed=1
}

for loop in "${@:-domain store area}"; do
    for name in $loop; do
        case $name in
            domain) measure domain shared/domain/src/order/mod.rs 10 ;;
            store) measure store shared/store/src/table/mod.rs 60 ;;
            area) measure area shared/app/src/vouchers/mod.rs 90 ;;
            *) echo "There is no loop $name; there are domain, store and area." >&2; exit 2 ;;
        esac
    done
done
((failed == 0)) || { echo "A loop takes longer than it may on two quiet cores." >&2; exit 1; }
