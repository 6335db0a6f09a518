#!/usr/bin/env bash
# Builds what is deployed and deploys it into the AWS account of the present credentials. The arguments are
# those of `sam deploy`, which keeps what it was told with --guided in samconfig.toml. ARCHITECTURE=x86_64
# builds for the other processor; the parameter Architecture must then say the same.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

infra/build.sh "${ARCHITECTURE:-arm64}"
exec "$venv/bin/sam" deploy "$@"
