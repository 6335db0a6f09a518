"""Tests `make deploy` itself: its questions, refusals, remembered answers, and its behaviour when a creation fails.

Its stacks are small, because packing all functions takes most of a deployment's time; `stack.py` deploys the whole
template with the same script. The emulator stores a stack's policy without applying it, and takes a parameter's "false"
for true where a resource wants a boolean: so these tests check the policy and the parameter themselves, and not their
effect."""

import json
import os
import pty
import select
import stat
import subprocess
import time
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from emulator import REGION, ROOT, Emulator

SCRIPT = ROOT / "infra/deploy.sh"
PHONE, SENDER, ALARM = "+447400123457", "desk@example.com", "alarm@example.com"
PROTECTED = ["Table", "IdSecret", "UnpublishedRecords", "ProductImages"]
PATIENCE = 120


def check(emulator: Emulator, built: Path) -> str:
    Deploying(emulator, built).check()
    return "make deploy asked, refused and remembered, and mended a creation that had failed"


class Deploying:
    def __init__(self, emulator: Emulator, built: Path):
        self.emulator = emulator
        self.clouds = emulator.client("cloudformation")
        self.folder = Path(emulator.folder.name, "deploying")
        # sam polls every five seconds by default; AWS would throttle this interval, the emulator does not.
        self.surroundings = emulator.surroundings | {"SAM_CLI_POLL_DELAY": "0.5", "TERM": "dumb"}
        self.template, self.broken = small_templates(self.folder, yaml_parse(built.read_text()))

    def check(self):
        before = changed()
        self.refuses()
        self.asks()
        self.remembers()
        self.serves_pages()
        self.mends()
        assert not (new := changed() - before), f"make deploy has changed tracked files: {sorted(new)}"

    def refuses(self):
        """Without a terminal, missing and wrong answers are reported with their options, and nothing is deployed."""
        phone = ["--admin-phone", PHONE]
        self.refused([], ["--yes"])
        self.refused(["--yes"], ["--admin-phone", "--admin-email"])
        self.refused(["--yes", "--admin-email", SENDER], ["--mail-from"])
        self.refused(["--yes", *phone, "--countries", "Atlantis"], ["--countries", "Atlantis"])
        self.refused(["--yes", *phone, "--parameter", "Unheard=1"], ["Unheard", "SenderId"])
        self.refused(["--yes", *phone, "--stack", "no name", "--region", "nowhere"], ["--stack", "--region"])
        self.refused([], ["--region"], AWS_REGION="", AWS_DEFAULT_REGION="")
        self.refused(["--yes", *phone], ["credentials", "aws sso login"], AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="")

    def refused(self, options: list[str], named: list[str], **environment: str):
        done = self.run("refusing", self.template, *options, **environment)
        assert done.returncode != 0, f"make deploy took {options}"
        missing = [it for it in named if it not in done.stderr]
        assert not missing, f"{options}: the error does not name {missing}:\n{done.stderr}"

    def asks(self):
        """On a terminal, a wrong answer is asked for again."""
        text = self.type([
            ("Name of the stack [docket]", "typed"),
            ("AWS Region [us-east-1]", ""),
            ("Administrator's phone", "07400 123457"),
            ("Administrator's phone", PHONE),
            ("Administrator's e-mail", ""),
            ("alarms", ALARM),
            ("Countries", "GB,IN"),
            ("Processor", ""),
            ("Deploy?", "c"),
            (f"[{PHONE}]", ""),
            ("Administrator's e-mail", ""),
            (f"[{ALARM}]", "-"),
            ("[GB,IN]", ""),
            ("[arm64]", "x86_64"),
            ("Deploy?", "y"),
        ])
        assert "AdminPhone cannot be '07400 123457'" in text, text
        assert "ServePages=true" in text, f"make deploy does not say that there are pages:\n{text}"
        assert "SMS sandbox" in text and "Name of the table: typed-Table-" in text, f"make deploy does not say what to do next:\n{text}"
        self.expect("typed", {"AdminPhone": PHONE, "AlarmEmail": "", "AllowedCountries": "GB,IN", "Architecture": "x86_64"})

    def remembers(self):
        """The next deployment asks nothing."""
        (file,) = self.answers("typed").iterdir()
        assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("typed.json", 0o600), file
        self.deploy("typed", self.template, "--yes", "--parameter", "LogRetentionDays=90")
        wanted = {"AdminPhone": PHONE, "AllowedCountries": "GB,IN", "Architecture": "x86_64", "LogRetentionDays": "90"}
        self.expect("typed", wanted)

    def serves_pages(self):
        """With ServePages, the pages' files are in the bucket, and only CloudFront may read them."""
        # A stack of its own: the emulator does not see that changed parameters change the result of a condition.
        given = ["--yes", "--stack", "served", "--region", REGION, "--admin-phone", PHONE, "--parameter", "ServePages=true"]
        said = self.deploy("served", self.template, *given)
        assert "files of the pages" in said, said
        outputs = {it["OutputKey"]: it["OutputValue"] for it in self.describe("served")["Outputs"]}
        bucket, store = outputs["PagesBucket"], self.emulator.client("s3")
        names = {it["Key"] for it in store.list_objects_v2(Bucket=bucket)["Contents"]}
        assert {"desk.html", "shop.html", "track.html", "my.html", "my-messages.html", "pay.html", "docs.html", "openapi.json", "service-worker.js"} <= names, names
        assert not [it for it in names if it.endswith((".gz", ".br")) or "/." in f"/{it}" or it == "index.html"], names
        for name in names:
            head = store.head_object(Bucket=bucket, Key=name)
            immutable = head["CacheControl"].endswith("immutable")
            assert immutable == name.startswith("assets/"), (name, head["CacheControl"])
            assert head["ContentType"] != "binary/octet-stream", name
        assert store.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]["RestrictPublicBuckets"]
        (made,) = self.emulator.client("cloudfront").list_distributions()["DistributionList"]["Items"]
        origins = {it["Id"]: it for it in made["Origins"]["Items"]}
        (header,) = origins["api"]["CustomHeaders"]["Items"]
        secret = self.emulator.client("secretsmanager").list_secrets()["SecretList"]
        (secret,) = [it["ARN"] for it in secret if "distribution" in it.get("Description", "")]
        secret = self.emulator.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"]
        assert (header["HeaderName"], header["HeaderValue"]) == ("x-docket-distribution", secret), header["HeaderName"]
        assert outputs["PagesUrl"] == f"https://{made['DomainName']}", outputs

    def mends(self):
        """A failed creation protects nothing from deletion, and the next run continues it."""
        given = ["--yes", "--stack", "mended", "--region", REGION, "--admin-email", SENDER, "--mail-from", SENDER,
                 "--alarm-email", ALARM, "--countries", "*", "--architecture", "arm64"]
        done = self.run("mended", self.broken, *given)
        assert done.returncode != 0, "a creation that failed counts as deployed"
        hints = ["Refused (AWS::CloudFormation::WaitCondition)", "aws logs tail", "rollback-stack --stack-name mended"]
        missing = [it for it in hints if it not in done.stderr]
        assert not missing, f"make deploy does not say {missing}:\n{done.stderr}"
        stack = self.describe("mended")
        assert (stack["StackStatus"], self.parameters(stack)["DeletionProtection"]) == ("CREATE_FAILED", "false"), stack
        self.deploy("mended", self.template, "--yes")
        wanted = {"AdminPhone": "", "AdminEmail": SENDER, "MailFrom": SENDER, "AlarmEmail": ALARM, "AllowedCountries": "*"}
        self.expect("mended", wanted)

    def expect(self, name: str, parameters: dict[str, str]):
        stack = self.describe(name)
        assert stack["StackStatus"].endswith("_COMPLETE"), stack["StackStatus"]
        found = self.parameters(stack)
        wanted = parameters | {"DeletionProtection": "true"}
        assert found | wanted == found, f"{name} was deployed with {found}, not {wanted}"
        check_policy(self.clouds, name)

    def describe(self, name: str) -> dict:
        (stack,) = self.clouds.describe_stacks(StackName=name)["Stacks"]
        return stack

    def parameters(self, stack: dict) -> dict[str, str]:
        return {it["ParameterKey"]: it["ParameterValue"] for it in stack["Parameters"]}

    def answers(self, name: str) -> Path:
        return self.folder / "answers" / name

    def command(self, name: str, template: Path, *options: str) -> list:
        return [SCRIPT, "--template", template, "--answers", self.answers(name), *options]

    def run(self, name: str, template: Path, *options: str, **environment: str) -> subprocess.CompletedProcess:
        """Without a terminal."""
        return subprocess.run(
            self.command(name, template, *options), env=self.surroundings | environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE,
        )

    def deploy(self, name: str, template: Path, *options: str) -> str:
        """What the program prints."""
        done = self.run(name, template, *options)
        assert done.returncode == 0, f"make deploy failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def type(self, answers: list[tuple[str, str]]) -> str:
        """On a terminal: answers each text when it appears, and returns everything that was printed."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            self.command("typed", self.template), env=self.surroundings,
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )
        os.close(theirs)
        shown, seen = "", 0
        try:
            for expected, answer in answers:
                while (at := shown.find(expected, seen)) < 0:
                    part = read(ours)
                    assert part, f"make deploy ended before it asked {expected!r}:\n{shown}"
                    shown += part
                seen = at + len(expected)
                os.write(ours, f"{answer}\n".encode())
            while part := read(ours):
                shown += part
            assert process.wait(PATIENCE) == 0, f"make deploy failed:\n{shown[-4000:]}"
        finally:
            process.kill()
            process.wait()
            os.close(ours)
        return shown.replace("\r\n", "\n")


def read(terminal: int) -> str:
    """The next output; empty once the program has ended."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    assert ready, f"make deploy showed nothing for {PATIENCE} s"
    try:
        return os.read(terminal, 4096).decode(errors="replace")
    except OSError:
        # Linux reports that the other end of the terminal is closed.
        return ""


def small_templates(folder: Path, built: dict) -> tuple[Path, Path]:
    """Two templates: one with all parameters and rules, and of the resources only the protected ones and the pages;
    and that template with a resource that cannot be created."""
    kept = {name: built["Resources"][name] for name in [*PROTECTED, "MakeKeysLogs"]}
    pages = {name: part for name, part in built["Resources"].items() if part.get("Condition") == "ServesPages"}
    # The API is not among them.
    kept |= json.loads(json.dumps(pages).replace("${Api}", "api"))
    small = {name: part for name, part in built.items() if name not in ("Globals", "Resources", "Outputs")}
    outputs = {name: part for name, part in built["Outputs"].items() if name == "TableName" or name.startswith("Pages")}
    small |= {"Resources": kept, "Outputs": outputs}
    refused = {
        "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
        "Refused": {
            "Type": "AWS::CloudFormation::WaitCondition",
            # Created last, so that every other resource exists when it fails.
            "DependsOn": list(kept),
            "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "1"},
        },
    }
    written = []
    for name, template in [("small", small), ("broken", small | {"Resources": kept | refused})]:
        path = folder / name / "template.yaml"
        path.parent.mkdir(parents=True)
        # JSON is valid YAML.
        path.write_text(json.dumps(template))
        written.append(path)
    return tuple(written)


def check_policy(clouds, name: str):
    """Checks that a stack refuses to replace or delete what cannot be created again."""
    policy = json.loads(clouds.get_stack_policy(StackName=name)["StackPolicyBody"])
    (denied,) = [it for it in policy["Statement"] if it["Effect"] == "Deny"]
    assert denied["Action"] == ["Update:Replace", "Update:Delete"], denied
    assert denied["Resource"] == [f"LogicalResourceId/{it}" for it in PROTECTED], denied


def changed() -> set[str]:
    """The tracked files that git reports as changed."""
    shown = subprocess.run(["git", "diff", "HEAD", "--name-only"], cwd=ROOT, capture_output=True, text=True).stdout
    return set(shown.splitlines())
