#!/usr/bin/env bash
# Makes the given targets one after another, prints their names and durations, and prints a summary at the end:
#   infra/parts.sh "All tests passed." format lint rust
# The first failure ends it, after the summary.
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
done_message=$1
shift

began=$SECONDS summary=() made=() failed="" number=0
for part in "$@"; do
    number=$((number + 1))
    at=$SECONDS
    printf '== %s (%d of %d, %d s so far)\n' "$part" "$number" "$#" "$((at - began))"
    # A target that was made is not made again when a later one depends on it.
    make --no-print-directory "${made[@]}" "$part" || failed=$part
    made+=(--old-file "$part")
    summary+=("$(printf '%-12s %5d s%s' "$part" "$((SECONDS - at))" "${failed:+  failed}")")
    [[ -z $failed ]] || break
done

printf '==\n'
printf '%s\n' "${summary[@]}"
printf '%-12s %5d s\n' "all" "$((SECONDS - began))"
if [[ -n $failed ]]; then
    echo "$failed failed; by itself: make $failed" >&2
    exit 1
fi
echo "$done_message"
