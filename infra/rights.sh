#!/usr/bin/env bash
# Checks that functions have exactly the rights that they used in the tests.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/check_rights.py
