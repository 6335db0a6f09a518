#!/usr/bin/env bash
# Fuzzes the built program through its door, as docs/openapi.json describes it. The same requests in
# every run; DURATION=10m for that long a run instead, SEED=1 for other requests.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/fuzz/run.py "$@"
