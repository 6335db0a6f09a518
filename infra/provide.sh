# Sourced: `provide` creates a Python environment with the packages that a requirements file pins.

fail() {
    printf '%s: %s\n' "$0" "$@" >&2
    exit 1
}

command -v python3 >/dev/null || fail "python3 is missing; install Python 3.10 or newer."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    fail "$(python3 --version) is too old; install Python 3.10 or newer."
python3 -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"

# Creates the environment again when the requirements file has changed.
provide() {
    local venv=$1 requirements=$2 installed=$1/requirements.installed
    if ! cmp -s "$requirements" "$installed"; then
        python3 -m venv --clear "$venv" || fail "could not make $venv; see above."
        "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" ||
            fail "could not install $requirements; pip needs PyPI or an index of yours (pip config) once."
        # Written last, so that an interrupted installation starts again.
        cp "$requirements" "$installed"
    fi
}
