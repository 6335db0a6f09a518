"""The stack in CloudFormation: its state, `sam deploy`, its stack policy, and its failures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
from botocore.exceptions import ClientError, WaiterError

from options import ROOT

# Refuses to replace or delete the table, the secret that ids are made with, and the buckets of unpublished records and of
# images. DeletionPolicy keeps them when the stack is deleted; this policy keeps an update from creating new, empty ones.
POLICY = ROOT / "infra/stack-policy.json"

# States in which CloudFormation refuses an update, and the command that ends each.
STUCK = {
    "ROLLBACK_COMPLETE": "Its creation failed and was undone. Delete it and deploy again: {delete}",
    "ROLLBACK_FAILED": "Its creation failed and could not be undone. Delete it and deploy again: {delete}",
    "DELETE_FAILED": "It could not be deleted. See its events for the reason, then delete it and deploy again: {delete}",
    "UPDATE_FAILED": "An update failed and was not undone. Undo it and deploy again: {undo}",
    "UPDATE_ROLLBACK_FAILED": "An update could not be undone. Mend the reason that its events give, then run: {resume}",
}


class Stack:
    def __init__(self, name: str, region: str):
        self.name, self.region = name, region
        self.cloud = boto3.client("cloudformation", region_name=region)
        self.read()

    def read(self):
        """The stack's present state, parameters and outputs."""
        try:
            (found,) = self.cloud.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" not in str(error):
                raise SystemExit(f"Nothing was deployed. The stack {self.name} cannot be read: {error}") from None
            found = {}
        # A change set that was never executed leaves a stack without resources, which sam deploys like a new one.
        self.status = "new" if found.get("StackStatus", "REVIEW_IN_PROGRESS") == "REVIEW_IN_PROGRESS" else found["StackStatus"]
        self.parameters = {it["ParameterKey"]: it["ParameterValue"] for it in found.get("Parameters", [])}
        self.outputs = {it["OutputKey"]: it for it in found.get("Outputs", [])}

    def check(self):
        if self.status in STUCK and not self.unfinished:
            commands = {"delete": "delete-stack", "undo": "rollback-stack", "resume": "continue-update-rollback"}
            advice = STUCK[self.status].format(**{name: self.command(it) for name, it in commands.items()})
            raise SystemExit(f"Nothing was deployed. The stack {self.name} is in the state {self.status}. {advice}")
        if self.status.endswith("_IN_PROGRESS"):
            raise SystemExit(f"Nothing was deployed. The stack {self.name} is in the state {self.status}. Wait until that has ended.")

    @property
    def unfinished(self) -> bool:
        """Whether the stack was never created completely. A failed creation that is tried again is an update."""
        unprotected = self.parameters.get("DeletionProtection") == "false"
        return self.status in ("new", "CREATE_FAILED") or (self.status == "UPDATE_FAILED" and unprotected)

    def deploy(self, template: Path, parameters: dict[str, str], *options: str) -> bool:
        # In a file, because values may have spaces and quotes. JSON is valid YAML, and sam reads no other form.
        file = template.with_name("parameters.yaml")
        file.write_text(json.dumps(parameters))
        command = [
            Path(sys.executable).parent / "sam", "deploy", "--config-file", ROOT / "samconfig.toml",
            "--template-file", template, "--stack-name", self.name, "--region", self.region,
            "--no-confirm-changeset", "--parameter-overrides", f"file://{file}", *options,
        ]
        done = subprocess.run(command, env=os.environ | {"SAM_CLI_TELEMETRY": "0"})
        self.read()
        return done.returncode == 0

    def output(self, key: str) -> str | None:
        return self.outputs.get(key, {}).get("OutputValue")

    def set_policy(self):
        self.cloud.set_stack_policy(StackName=self.name, StackPolicyBody=POLICY.read_text())

    def protect_from_deletion(self) -> bool:
        """Changes only this parameter. `sam deploy` would pack and upload all functions again for it."""
        others = [{"ParameterKey": it, "UsePreviousValue": True} for it in self.parameters if it != "DeletionProtection"]
        parameters = [*others, {"ParameterKey": "DeletionProtection", "ParameterValue": "true"}]
        # The second capability is for SAM's transform: a change set has it, and an update asks for it.
        capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
        self.cloud.update_stack(StackName=self.name, UsePreviousTemplate=True, Parameters=parameters, Capabilities=capabilities)
        try:
            self.cloud.get_waiter("stack_update_complete").wait(StackName=self.name, WaiterConfig={"Delay": 2, "MaxAttempts": 900})
        except WaiterError:
            return False
        finally:
            self.read()
        return True

    def newest_event(self) -> str | None:
        return next((event["EventId"] for event in self._events()), None)

    def failures(self, since: str | None) -> list[str]:
        """The failures after an event, oldest first, without those that CloudFormation cancelled because of another one."""
        found = []
        for event in self._events():
            if event["EventId"] == since:
                break
            reason = event.get("ResourceStatusReason", "no reason given")
            if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in reason:
                found.insert(0, f"{event['LogicalResourceId']} ({event['ResourceType']}): {reason}")
        return found

    def log_of_make_keys(self) -> str | None:
        try:
            found = self.cloud.describe_stack_resource(StackName=self.name, LogicalResourceId="MakeKeysLogs")
        except ClientError:
            return None
        return found["StackResourceDetail"].get("PhysicalResourceId")

    def command(self, operation: str) -> str:
        return f"aws cloudformation {operation} --stack-name {self.name} --region {self.region}"

    def _events(self):
        try:
            for page in self.cloud.get_paginator("describe_stack_events").paginate(StackName=self.name):
                yield from page["StackEvents"]
        except ClientError as error:
            if "does not exist" not in str(error):
                raise
