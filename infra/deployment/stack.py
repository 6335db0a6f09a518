"""The built template, deployed to the emulator."""

import json
import platform
import re
import subprocess
from dataclasses import dataclass

from samtranslator.yaml_helper import yaml_parse

from emulator import REGION, ROOT, Emulator, wait_for

# The template refuses the demo's administrator, as it refuses all numbers reserved for fiction.
ADMIN = "+447400123456"
MAIL_FROM = "desk@example.com"


@dataclass
class Plan:
    """The parameters of a deployment."""

    name: str
    parameters: dict[str, str]


LEAST = Plan("docket", {
    # The processor of `make artifact`, and of the emulator.
    "Architecture": {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64"),
    "AdminPhone": ADMIN,
})
# Every parameter, and a name so long that CloudFormation truncates the names that it derives from it. Limits are the
# template's own, because the local program has those.
EVERYTHING = Plan("docket-of-a-cooperative-of-producers-and-kitchens-by-the-sea", LEAST.parameters | {
    "AdminEmail": "admin@example.com",
    "MailFrom": MAIL_FROM,
    "AlarmEmail": "alarms@example.com",
    "AllowedCountries": "*",
    "KeyGeneration": "2",
    "PublicUrl": "https://orders.example.com",
    "ServePages": "true",
    "PagesDomain": "orders.example.com",
    "PagesCertificateArn": f"arn:aws:acm:{REGION}:000000000000:certificate/pages",
    "ApiDomain": "api.example.com",
    "ApiCertificateArn": f"arn:aws:acm:{REGION}:000000000000:certificate/api",
    "OidcIssuer": "https://issuer.example.com",
    "OidcAudience": "docket",
    "PaymentsUrl": "https://payments.example.com",
    "SenderId": "Docket",
    "SmsOriginationNumber": "+18005550100",
    "SmsEntityId": "1101000000000012345",
    "SmsCodeTemplateId": "1107000000000054321",
    "SmsNoticeTemplateId": "1107000000000054322",
    "HoldsPerPhone": "5",
    "HeldShare": "100",
    "CodesPerHour": "10",
    "CodesPerDay": "40",
    "CodesPerAddress": "60",
    "CodesPerAddressPerDay": "300",
    "CodesInAll": "300",
    "CodesInAllPerDay": "3000",
    "Notices": "on",
    "NoticesPerContact": "10,30",
    "NoticesPerSource": "20,60",
    "NoticesPerSeller": "100,500",
    "NoticesInAll": "300,2000",
    "MaxBodyKilobytes": "256",
    "OrderShards": "4",
    "ApiRateLimit": "400",
    "ApiBurstLimit": "800",
    "PublisherConcurrency": "2",
    "SenderConcurrency": "2",
    "SmsSpendAlarmUsd": "20",
    "MonthlyBudgetUsd": "100",
    "Tracing": "Active",
    "LogRetentionDays": "7",
})
# The script sets it itself, on the first deployment and after it.
OF_THE_SCRIPT = {"DeletionProtection"}
assert len(EVERYTHING.name) == 60


def forgotten(template) -> set[str]:
    """The parameters of a template that EVERYTHING leaves out."""
    return set(yaml_parse(template.read_text())["Parameters"]) - set(EVERYTHING.parameters) - OF_THE_SCRIPT


class Stack:
    def __init__(self, emulator: Emulator, plan: Plan):
        self.emulator = emulator
        self.plan = plan
        self.bus_queue = None

    def deploy(self, template):
        """Deploys as a pipeline does, without a terminal."""
        given = [part for name, value in self.plan.parameters.items() for part in ("--parameter", f"{name}={value}")]
        command = [
            ROOT / "infra/deploy.sh", "--yes", "--stack", self.plan.name, "--region", REGION, "--template", template,
            "--answers", self.emulator.folder.name + "/answers", *given,
        ]
        done = subprocess.run(
            command, env=self.emulator.surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600
        )
        if done.returncode != 0:
            print(self.emulator.log.read_text()[-4000:])
            raise AssertionError(f"make deploy failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        clouds = self.emulator.client("cloudformation")
        (found,) = clouds.describe_stacks(StackName=self.plan.name)["Stacks"]
        # Created, and then protected.
        assert found["StackStatus"] == "UPDATE_COMPLETE", found["StackStatus"]
        pages = clouds.get_paginator("list_stack_resources").paginate(StackName=self.plan.name)
        self.ids = {it["LogicalResourceId"]: it["PhysicalResourceId"] for page in pages for it in page["StackResourceSummaries"]}
        self.outputs = {it["OutputKey"]: it["OutputValue"] for it in found["Outputs"]}
        processed = clouds.get_template(StackName=self.plan.name, TemplateStage="Processed")["TemplateBody"]
        self.processed = processed if isinstance(processed, dict) else json.loads(processed)
        self.url = f"{self.emulator.endpoint}/_aws/execute-api/{self.ids['Api']}/$default"

    def distribution_headers(self) -> dict[str, str]:
        """The headers that the distribution would add to each request; none without a distribution."""
        if "DistributionSecret" not in self.ids:
            return {}
        found = self.emulator.client("secretsmanager").get_secret_value(SecretId=self.ids["DistributionSecret"])
        return {"x-docket-distribution": found["SecretString"], "x-docket-viewer-address": "127.0.0.1"}

    def verify_sender(self):
        """Verifies the sender, as docs/operations.md asks for before the first deployment."""
        self.emulator.client("sesv2").create_email_identity(EmailIdentity=MAIL_FROM)

    def make_routes(self) -> int:
        """Makes the routes from the body that SAM derives from the functions' events: the emulator ignores that body."""
        gateway = self.emulator.client("apigatewayv2")
        api = self.ids["Api"]
        integrations: dict[str, str] = {}
        known = {it["RouteKey"] for it in gateway.get_routes(ApiId=api)["Items"]}
        assert not known, f"the emulator has made routes by itself, this test need not: {known}"
        for key, function in routes(self.processed).items():
            if function not in integrations:
                made = gateway.create_integration(
                    ApiId=api, IntegrationType="AWS_PROXY", PayloadFormatVersion="2.0",
                    IntegrationUri=f"arn:aws:lambda:{REGION}:000000000000:function:{self.ids[function]}",
                )
                integrations[function] = made["IntegrationId"]
            gateway.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{integrations[function]}")
        return len(routes(self.processed))

    def listen(self):
        """A queue that a rule sends every event of the bus to, like one of an external consumer."""
        queues, events = self.emulator.client("sqs"), self.emulator.client("events")
        self.bus_queue = queues.create_queue(QueueName="listener")["QueueUrl"]
        bus = self.outputs["EventBusName"]
        events.put_rule(Name="listener", EventBusName=bus, EventPattern=json.dumps({"source": ["docket"]}))
        arn = f"arn:aws:sqs:{REGION}:000000000000:listener"
        events.put_targets(Rule="listener", EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
        self.events: list[dict] = []

    def published(self) -> list[dict]:
        """All events so far, in the order in which the bus received them."""
        queues = self.emulator.client("sqs")
        while letters := queues.receive_message(QueueUrl=self.bus_queue, MaxNumberOfMessages=10).get("Messages"):
            for letter in letters:
                self.events.append(json.loads(letter["Body"]))
                queues.delete_message(QueueUrl=self.bus_queue, ReceiptHandle=letter["ReceiptHandle"])
        return self.events

    def of_order(self, order: str, types=None) -> list[str]:
        """The ids of the events about an order."""
        events = [it for it in self.published() if types is None or it["detail-type"] in types]
        return [it["detail"]["eventId"] for it in events if it["detail"].get("order", {}).get("id") == order]

    def sent_to(self, somebody: str) -> list[str]:
        """The texts that SNS or SES was asked to send to a phone or an address, oldest first."""
        if "@" in somebody:
            return [mail["BodyText"] for mail in self.emulator.mails() if somebody in mail["To"]]
        return [message["Message"] for message in self.emulator.sms() if message["PhoneNumber"] == somebody]

    @property
    def table(self):
        return self.emulator.session.resource("dynamodb", endpoint_url=self.emulator.endpoint).Table(self.ids["Table"])

    def logs(self) -> list[str]:
        """Every line that a function has logged."""
        logs = self.emulator.client("logs")
        lines = []
        for page in logs.get_paginator("describe_log_groups").paginate():
            for group in page["logGroups"]:
                pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
                lines += [event["message"] for it in pages for event in it["events"]]
        return lines

    def with_variables(self, function: str, variables: dict[str, str]):
        """Sets environment variables beside those of the template, or removes them (None)."""
        lambdas = self.emulator.client("lambda")
        name = self.ids[function]
        now = lambdas.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        wanted = {key: value for key, value in (now | variables).items() if value is not None}
        lambdas.update_function_configuration(FunctionName=name, Environment={"Variables": wanted})
        state = lambda: lambdas.get_function_configuration(FunctionName=name)
        wait_for(lambda: state().get("LastUpdateStatus") in (None, "Successful"), f"the update of {function}")


def routes(processed: dict) -> dict[str, str]:
    """The route keys of the API's body, with their functions."""
    found = {}
    for path, operations in processed["Resources"]["Api"]["Properties"]["Body"]["paths"].items():
        for method, operation in operations.items():
            uri = json.dumps(operation["x-amazon-apigateway-integration"]["uri"])
            function = re.search(r"\$\{(\w+)\.Arn}", uri)[1]
            every = "x-amazon-apigateway-any-method"
            key = path.strip("/") if path.endswith("$default") else f"{'ANY' if method == every else method.upper()} {path}"
            found[key] = function
    return found
