#!/usr/bin/env bash
# Whether functions are given exactly the rights that the tests saw them use.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/check_rights.py
