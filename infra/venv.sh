# Sourced: puts the tools of requirements.txt, pinned, from PyPI into .venv, once, and names it $venv.
source infra/provide.sh
venv=.venv
provide "$venv" infra/requirements.txt
