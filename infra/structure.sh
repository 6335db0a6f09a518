#!/usr/bin/env bash
# Draws the circles between files, and checks them and the crates' dependencies; that statuses are named by their
# lifecycles alone; and that handlers reach the table by use cases alone.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

for test in infra/structure/test_*.py; do
    "$venv/bin/python" "$test" --quiet
done
"$venv/bin/python" infra/structure/statuses.py
"$venv/bin/python" infra/structure/handlers.py
exec "$venv/bin/python" infra/structure/run.py
