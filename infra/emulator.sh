#!/usr/bin/env bash
# The built artifact in AWS's Lambda runtime interface emulator; `--help` for what else it does.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/emulator/run.py "$@"
