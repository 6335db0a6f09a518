#!/usr/bin/env bash
# Regenerates the tables in the repository that come from other sources: the formats of postal addresses of all countries,
# and the occurrences of some hundred rules by another implementation of RFC 5545.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh
provide .venv/tables infra/tables/requirements.txt

.venv/tables/bin/python infra/tables/addresses.py >shared/domain/addresses/formats.tsv
.venv/tables/bin/python infra/tables/recurrences.py >shared/recurrence/src/tests/table.tsv
