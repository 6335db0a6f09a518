#!/usr/bin/env bash
# Deploys the built template to a local AWS; `--help` lists the options.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

# The local AWS needs other versions of libraries than SAM, so it has an environment of its own.
provide .venv/ministack infra/deployment/requirements.txt

exec "$venv/bin/python" infra/deployment/run.py "$@"
