"""The command line: every question has an option, so that a pipeline needs no terminal."""

import argparse
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / ".aws-sam/build/template.yaml"
MEMORY = ROOT / ".docket/deploy"

# The parameters that the dialogue asks for, with their options.
OPTIONS = {
    "AdminPhone": "--admin-phone",
    "AdminEmail": "--admin-email",
    "MailFrom": "--mail-from",
    "AlarmEmail": "--alarm-email",
    "AllowedCountries": "--countries",
    "Architecture": "--architecture",
}


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="infra/deploy.sh",
        usage='make deploy [ARGS="OPTIONS"]',
        description="Builds Docket and deploys it into the AWS account of the present credentials.",
        epilog="What no option says is taken from the deployed stack, else from the former answers, else it is asked "
        "for. Credentials are found as the AWS CLI finds them, so AWS_PROFILE=name chooses a profile.",
    )
    parser.add_argument("--stack", metavar="NAME", help="name of the CloudFormation stack (docket)")
    parser.add_argument("--region", help="AWS Region (that of the environment or the profile)")
    parser.add_argument("--admin-phone", dest="AdminPhone", metavar="PHONE", help="administrator's phone, as +447700900123")
    parser.add_argument("--admin-email", dest="AdminEmail", metavar="ADDRESS", help="administrator's e-mail address")
    parser.add_argument("--mail-from", dest="MailFrom", metavar="ADDRESS", help="sender of e-mail, a verified SES identity")
    parser.add_argument("--alarm-email", dest="AlarmEmail", metavar="ADDRESS", help="address that alarms go to")
    parser.add_argument("--countries", dest="AllowedCountries", metavar="CODES", help="countries whose phones get codes, as US,CA")
    parser.add_argument("--architecture", dest="Architecture", metavar="NAME", help="processor of the functions: arm64 or x86_64")
    parser.add_argument(
        "--parameter", dest="parameters", action="append", default=[], type=assignment, metavar="NAME=VALUE",
        help="any parameter of template.yaml; can be repeated",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    parser.add_argument("--skip-build", action="store_true", help="deploy what was built before (.aws-sam/build)")
    parser.add_argument("--template", type=Path, metavar="FILE", help="deploy this built template; builds nothing")
    parser.add_argument(
        "--answers", type=Path, default=MEMORY, metavar="FOLDER", help="where answers are remembered (.docket/deploy)"
    )
    options = parser.parse_args(arguments)
    named = {name: getattr(options, name) for name in OPTIONS if getattr(options, name) is not None}
    options.parameters = named | dict(options.parameters)
    options.skip_build = options.skip_build or options.template is not None
    options.template = (options.template or BUILT).absolute()
    return options


def assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} must have the form NAME=VALUE, for example SenderId=Docket")
    return name, value
