#!/usr/bin/env bash
# Makes the tables anew that are kept in the repository and come from elsewhere: the formats of postal addresses
# of all countries, and what another implementation of RFC 5545 makes of some hundred rules.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh
provide .venv/tables infra/tables/requirements.txt

.venv/tables/bin/python infra/tables/addresses.py >shared/domain/addresses/formats.tsv
.venv/tables/bin/python infra/tables/recurrences.py >shared/recurrence/src/tests/table.tsv
