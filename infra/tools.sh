#!/usr/bin/env bash
# Reports missing tools with the way to install them, and fails for each. Installs cargo-nextest and the tools from PyPI.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing=0
need() { # a command, and where it comes from
    command -v "$1" >/dev/null && return
    printf 'missing: %s. %s\n' "$1" "$2" >&2
    missing=1
}

need cargo "Install Rust 1.94.1 or newer from https://rustup.rs"
need cc "On Debian and Ubuntu: apt-get install build-essential"
need python3 "On Debian and Ubuntu: apt-get install python3 python3-venv"
need chromium "On Debian and Ubuntu: apt-get install chromium"
cargo fmt --version >/dev/null 2>&1 || need rustfmt "rustup component add rustfmt"
cargo clippy --version >/dev/null 2>&1 || need cargo-clippy "rustup component add clippy"
((missing == 0)) || exit 1
cargo nextest --version >/dev/null 2>&1 || cargo install cargo-nextest --locked --debug --version 0.9.143

# The tests of the wire format and the checks of the template run them.
source infra/venv.sh
