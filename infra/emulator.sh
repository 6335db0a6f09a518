#!/usr/bin/env bash
# Tests the built artifact in AWS's Lambda runtime interface emulator; `--help` lists the options.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/emulator/run.py "$@"
