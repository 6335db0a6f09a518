#!/usr/bin/env bash
# Runs the payment provider's official libraries for Python and Node, unchanged, against the built program's stand-in.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/provide.sh
# An environment of its own: the library's requirements must not bind other tools.
provide .venv/stripe infra/stripe/requirements.txt
source infra/node.sh
[[ -z $node_missing ]] || { echo "missing: $node_missing." >&2; exit 1; }
if ! cmp -s infra/stripe/package-lock.json infra/stripe/node_modules/.installed; then
    (cd infra/stripe && npm ci --no-audit --no-fund --loglevel=error)
    cp infra/stripe/package-lock.json infra/stripe/node_modules/.installed
fi

exec .venv/stripe/bin/python infra/stripe/run.py
