#!/usr/bin/env bash
# Draws the circles between files, and checks them and the crates' dependencies.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

"$venv/bin/python" -m unittest --quiet infra/structure/test_rust.py infra/structure/test_crates.py
exec "$venv/bin/python" infra/structure/run.py
