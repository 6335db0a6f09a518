#!/usr/bin/env bash
# Builds the deployed artifact, as `sam deploy` takes it from .aws-sam/build, and prints its size. It builds for this
# machine's processor unless an argument names another: arm64 or x86_64.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

case ${1:-$(uname -m)} in
    arm64 | aarch64) architecture=arm64 ;;
    x86_64 | amd64) architecture=x86_64 ;;
    *) fail "${1:-$(uname -m)} is no processor that Lambda has; arm64 and x86_64 are." ;;
esac

# Cargo Lambda and its linker come with requirements.txt, too.
export PATH=$PWD/$venv/bin:$PATH SAM_CLI_TELEMETRY=0

sam build --parameter-overrides "Architecture=$architecture"

"$venv/bin/python" infra/emulator/size.py
