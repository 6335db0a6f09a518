#!/usr/bin/env bash
# The built template, deployed to a local AWS; `--help` for what else it does.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

# The local AWS wants libraries of another version than SAM, so it has an environment of its own.
provide .venv/ministack infra/deployment/requirements.txt

exec "$venv/bin/python" infra/deployment/run.py "$@"
