#!/usr/bin/env bash
# Computes Docket's costs from AWS's list prices, offline; `--help` lists the options.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

PYTHONPATH=infra exec "$venv/bin/python" infra/costs/run.py "$@"
