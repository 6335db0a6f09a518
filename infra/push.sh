#!/usr/bin/env bash
# Reads by an independent library what the built program sends to browsers.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/provide.sh
provide .venv/push infra/push/requirements.txt
exec .venv/push/bin/python infra/push/run.py
