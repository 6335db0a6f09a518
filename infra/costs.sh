#!/usr/bin/env bash
# What Docket costs at AWS's list prices, offline; `--help` for what else it does.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

PYTHONPATH=infra exec "$venv/bin/python" infra/costs/run.py "$@"
