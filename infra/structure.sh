#!/usr/bin/env bash
# Checks the structure of the code: no cycles between files, allowed dependencies of crates, no names of statuses outside
# the lifecycles, and handlers that reach the table through use cases.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

for test in infra/structure/test_*.py; do
    "$venv/bin/python" "$test" --quiet
done
"$venv/bin/python" infra/structure/statuses.py
"$venv/bin/python" infra/structure/handlers.py
exec "$venv/bin/python" infra/structure/run.py
