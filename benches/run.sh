#!/usr/bin/env bash
# Measures the built program on this machine; `--help` for what can be chosen. Nothing else should run beside it.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec python3 benches/bench "$@"
