"""Checks the tools that a deployment needs before any long step. Cargo Lambda and Zig, which builds for the other
processor, are in infra/requirements.txt and need no check."""

import shutil
import subprocess
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from options import ROOT

TARGETS = {"arm64": "aarch64-unknown-linux-gnu", "x86_64": "x86_64-unknown-linux-gnu"}


def account(region: str) -> tuple[str, str]:
    """The number of the AWS account, and the identity of the credentials."""
    try:
        identity = boto3.client("sts", region_name=region).get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(
            f"Nothing was deployed. AWS does not accept the credentials: {error}\n"
            "Sign in with `aws sso login` or `aws configure`, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY. `aws sts get-caller-identity` must answer."
        ) from None
    return identity["Account"], identity["Arn"]


def check_compiler(architecture: str):
    target = TARGETS[architecture]
    missing = []
    if not shutil.which("cargo") or not shutil.which("rustc"):
        missing.append("cargo. Install Rust from https://rustup.rs")
    elif not has_standard_library(target):
        missing.append(f"Rust's standard library for {target}, which is what {architecture} takes. {how_to_get(target)}")
    if not shutil.which("cc"):
        missing.append("cc, which links what runs while building. On Debian and Ubuntu: apt-get install build-essential")
    if missing:
        raise SystemExit("\n  ".join(["Nothing was deployed. To build, this machine needs", *missing]))


def has_standard_library(target: str) -> bool:
    """Whether Rust's standard library for a target is installed, by rustup or by a distribution."""
    # In this folder, because rustup can choose a toolchain for each folder.
    asked = subprocess.run(["rustc", "--print", "target-libdir", "--target", target], cwd=ROOT, capture_output=True, text=True)
    return asked.returncode == 0 and Path(asked.stdout.strip()).is_dir()


def how_to_get(target: str) -> str:
    if shutil.which("rustup"):
        return f"Run: rustup target add {target}"
    return f"Install Rust from https://rustup.rs and run: rustup target add {target}"
