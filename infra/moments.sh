#!/usr/bin/env bash
# Runs the test suites that depend on dates with clocks that start at other moments: at the moment in the argument, as
# in `infra/moments.sh 2028-02-29T23:59:50Z`, or at those that the seeds 0 to 47 draw (tests/src/moment.rs). SUITES and
# SEEDS select some of them. A suite is a test binary and, after a colon, a part of the names of its tests.
# It rebuilds nothing that `make rust` has built.
set -euo pipefail
cd "$(dirname "$0")/.."

# The longest suites come first.
suites=${SUITES:-api:order_templates system:statistics api:reports api:orders::deadlines system:costs::requests \
    api:guest_story api:orders::list::filters api:delivery api:vouchers api:auth::sessions api:orders::payments \
    system:limits::codes api:orders::place::repeats}
cores=$(getconf _NPROCESSORS_ONLN)
logs=target/moments
rm -rf "$logs"
mkdir -p "$logs"

built=$("${CARGO:-cargo}" test --workspace --locked --no-run --message-format=json --quiet |
    grep -o '"executable":"[^"]*"' | cut -d '"' -f 4)

binary() {
    grep -m 1 -E "/deps/$1-[0-9a-f]+(\.exe)?$" <<<"$built" || {
        echo "There is no test binary $1." >&2
        exit 1
    }
}

failed=0
# Runs one suite; its output goes into a log, and a failure creates a file beside the log.
suite() {
    local program=$1 tests=$2 log=$3
    # An empty filter selects all tests.
    (cd tests && "$program" "$tests" >"$log" 2>&1) || touch "$log.failed"
    # A filter that matches no test would always pass.
    if grep -q '^test result: ok. 0 passed' "$log"; then touch "$log.failed"; fi
}

# Runs all suites, as many in parallel as there are cores; the environment sets the moment, and $1 names it in
# the output and in the names of the logs.
run() {
    local name program tests began=$SECONDS bad=()
    for name in $suites; do
        program=$(binary "${name%%:*}")
        tests=${name#"${name%%:*}"}
        while (($(jobs -rp | wc -l) >= cores)); do wait -n; done
        RUST_TEST_THREADS=1 suite "$program" "${tests#:}" "$PWD/$logs/$1-${name//:/-}.log" &
    done
    wait
    for name in $suites; do
        [[ ! -e $logs/$1-${name//:/-}.log.failed ]] || bad+=("$name")
    done
    # The binaries print the moment at which their clocks start.
    local moment
    moment=$(grep -ho 'DOCKET_MOMENT=[^ ,]*' "$logs/$1-"*.log | head -n 1) || true
    echo "$1 $moment: ${bad[*]:+failed: }${bad[*]:-passed} ($((SECONDS - began)) s)"
    for name in "${bad[@]}"; do
        failed=$((failed + 1))
        grep -E '^test .* FAILED$|^The clock starts' "$logs/$1-${name//:/-}.log" | sort -u | sed "s/^/    $name: /" || true
    done
}

if [[ $# -gt 0 ]]; then
    DOCKET_MOMENT=$1 run "at"
else
    unset DOCKET_MOMENT
    for seed in ${SEEDS:-$(seq 0 47)}; do
        DOCKET_SEED=$seed run "$(printf 'seed-%02d' "$seed")"
    done
fi
if ((failed > 0)); then
    echo "$failed suites failed; what they said is in $logs." >&2
    exit 1
fi
echo "All passed:" $suites
