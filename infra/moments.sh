#!/usr/bin/env bash
# Runs the test suites that depend on dates with clocks that start at other moments:
# at one that is given, as `infra/moments.sh 2028-02-29T23:59:50Z`, or at those that the
# seeds 0 to 47 draw (tests/src/moment.rs). SUITES and SEEDS narrow it down. A suite is the
# name of a test binary; after a colon, the tests of it.
# Builds nothing that `make rust` has built.
set -euo pipefail
cd "$(dirname "$0")/.."

suites=${SUITES:-statistics recurring deadlines delivery story lists:filters limits:budgets stock:repeats}
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
# Runs all suites; the environment names the moment, $1 the lines and the logs.
run() {
    local suite tests program log began=$SECONDS bad=()
    for suite in $suites; do
        program=$(binary "${suite%%:*}")
        log=$PWD/$logs/$1-$suite.log
        # An empty filter lets all tests through.
        tests=${suite#"${suite%%:*}"}
        (cd tests && "$program" "${tests#:}" >"$log" 2>&1) || bad+=("$suite")
    done
    # The binaries say at which moment they started.
    local moment
    moment=$(grep -ho 'DOCKET_MOMENT=[^ ,]*' "$logs/$1-"*.log | head -n 1) || true
    echo "$1 $moment: ${bad[*]:+failed: }${bad[*]:-passed} ($((SECONDS - began)) s)"
    for suite in "${bad[@]}"; do
        failed=$((failed + 1))
        grep -E '^test .* FAILED$|^The clock starts' "$logs/$1-$suite.log" | sort -u | sed "s/^/    $suite: /" || true
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
echo "All passed: $suites."
