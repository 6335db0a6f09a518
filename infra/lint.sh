#!/usr/bin/env bash
# Checks template.yaml and the event schemas, offline and without an AWS account. Tests of the checks themselves break the
# template on purpose.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
source infra/venv.sh

# Nothing below calls AWS; the values keep the SDK from looking for real credentials.
export SAM_CLI_TELEMETRY=0 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true

"$venv/bin/python" infra/check_schemas.py
PYTHONPATH=infra "$venv/bin/python" -m lint
"$venv/bin/sam" validate --lint --template template.yaml --region us-east-1
PYTHONPATH=infra "$venv/bin/python" -m unittest --quiet lint.test_metric_math lint.test_rules
"$venv/bin/python" infra/deployment/test_cloudwatch.py --quiet

# Runs the functions for CloudFront's edge as they are in the template.
source infra/node.sh
[[ -z $node_missing ]] || { echo "missing: $node_missing." >&2; exit 1; }
json=$(mktemp)
trap 'rm -f "$json"' EXIT
"$venv/bin/python" -c 'import json, sys; from samcli.yamlhelper import yaml_parse; json.dump(yaml_parse(open(sys.argv[1]).read()), sys.stdout)' template.yaml >"$json"
TEMPLATE="$json" node --test --test-reporter=dot infra/pages/test_edge.mjs
