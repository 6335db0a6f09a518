#!/usr/bin/env bash
# Builds Docket and deploys it into your AWS account; `--help` lists the options. It asks for missing parameters.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

exec "$venv/bin/python" infra/deploy/run.py "$@"
