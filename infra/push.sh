#!/usr/bin/env bash
# Decrypts the built program's push messages with an independent library.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/provide.sh
provide .venv/push infra/push/requirements.txt
exec .venv/push/bin/python infra/push/run.py
