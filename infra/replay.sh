#!/usr/bin/env bash
# Replays failed events and invocations, with the credentials of the AWS CLI; `--help` says how, docs/operations.md when.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/replay.py "$@"
