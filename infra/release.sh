#!/usr/bin/env bash
# Builds the default artifact: optimised and for arm64, whatever this machine's processor is. Checks the architecture in
# the file's header.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

target=aarch64-unknown-linux-gnu
[[ -d $(rustc --print target-libdir --target "$target") ]] ||
    fail "the standard library for $target is missing: rustup target add $target"
command -v readelf >/dev/null || fail "readelf is missing. On Debian and Ubuntu: apt-get install binutils"

infra/build.sh arm64
program=$(find .aws-sam/build -name bootstrap -type f | head -n 1)
header=$(LC_ALL=C readelf --file-header "$program")
grep -E "Class:|Machine:" <<<"$header"
grep -q "Machine: *AArch64" <<<"$header" || fail "$program is not built for arm64."
