#!/usr/bin/env bash
# Checks template.yaml and the event schemas, offline and without an AWS account.
# The tools come from PyPI, pinned in requirements.txt, into .venv, once.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
venv=.venv
requirements=infra/requirements.txt
installed=$venv/requirements.installed

fail() {
    printf 'infra/lint.sh: %s\n' "$@" >&2
    exit 1
}

command -v python3 >/dev/null || fail "python3 is missing; install Python 3.10 or newer."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    fail "$(python3 --version) is too old; install Python 3.10 or newer."
python3 -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"

if ! cmp -s "$requirements" "$installed"; then
    python3 -m venv --clear "$venv" || fail "could not make $venv; see above."
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" ||
        fail "could not install $requirements; pip needs PyPI or an index of yours (pip config) once."
    # Written last, so that an interrupted installation is begun again.
    cp "$requirements" "$installed"
fi

# Nothing below talks to AWS; the values keep the SDK from looking for real ones.
export SAM_CLI_TELEMETRY=0 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true

"$venv/bin/sam" validate --lint --template template.yaml --region us-east-1
"$venv/bin/python" infra/check_schemas.py
