# Sourced: installs the pinned tools of requirements.txt from PyPI into .venv, once, and sets $venv to it.
source infra/provide.sh
venv=.venv
provide "$venv" infra/requirements.txt
