#!/usr/bin/env bash
# Checks template.yaml and the event schemas, offline and without an AWS account; and that what checks them would
# find a fault.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

# Nothing below talks to AWS; the values keep the SDK from looking for real ones.
export SAM_CLI_TELEMETRY=0 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true

"$venv/bin/python" infra/check_schemas.py
PYTHONPATH=infra "$venv/bin/python" -m lint
"$venv/bin/sam" validate --lint --template template.yaml --region us-east-1
PYTHONPATH=infra "$venv/bin/python" -m unittest --quiet lint.test_metric_math lint.test_rules
"$venv/bin/python" infra/deployment/test_cloudwatch.py --quiet
