#!/usr/bin/env bash
# Measures the built program on this machine; `--help` lists the options. Nothing else should run at the same time.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
PYTHONPATH=infra exec python3 benches/bench "$@"
