#!/usr/bin/env bash
# Builds the hello-world function that cold starts are compared with (benches/hello), for this machine's processor.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

# In the folder of the artifact's package, because Cargo Lambda looks for the artifact's profile there.
export PATH=$PWD/$venv/bin:$PATH
flags=(--release --disable-optimizations)
case $(uname -m) in arm64 | aarch64) flags+=(--arm64) ;; esac
cd functions/bootstrap
cargo lambda build "${flags[@]}" --package hello --bin hello
