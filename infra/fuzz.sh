#!/usr/bin/env bash
# Fuzzes the built program over HTTP, as docs/openapi.json describes it. Each run sends the same requests;
# DURATION=10m fuzzes for that long instead, and SEED=1 sends other requests.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/fuzz/run.py "$@"
