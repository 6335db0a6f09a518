"""The built artifact: infra/build.sh builds it for the functions' processor, one binary for all functions."""

import filecmp
import json
import subprocess
import zipfile
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from options import ROOT

# The field e_machine of an ELF file, at byte 18, with Lambda's names for its values.
MACHINES = {183: "arm64", 62: "x86_64"}


def build(architecture: str):
    if subprocess.run([ROOT / "infra/build.sh", architecture]).returncode != 0:
        raise SystemExit("Nothing was deployed, because the build failed; see above.")


def pack(template: Path, architecture: str, folder: Path) -> Path:
    """Writes the built template to a folder, beside one archive with the code of all functions. `sam build` makes a copy
    for each function, and `sam deploy` would upload each copy, which takes minutes."""
    content = yaml_parse(template.read_text())
    functions = [it["Properties"] for it in content["Resources"].values() if it["Type"] == "AWS::Serverless::Function"]
    programs = [template.parent / it["CodeUri"] / "bootstrap" for it in functions]
    for program in programs:
        if not filecmp.cmp(program, programs[0]):
            raise SystemExit(f"Nothing was deployed. {program} and {programs[0]} differ. Build again: make artifact")
    if programs:
        check(programs[0], architecture)
        archive(programs[0], folder / "artifact.zip")
    for function in functions:
        function["CodeUri"] = "artifact.zip"
    packed = folder / "template.yaml"
    # JSON is valid YAML.
    packed.write_text(json.dumps(content))
    return packed


def archive(program: Path, path: Path):
    # The time is constant, because a function is updated when its archive has changed.
    entry = zipfile.ZipInfo("bootstrap")
    entry.external_attr = 0o755 << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(entry, program.read_bytes(), zipfile.ZIP_DEFLATED)


def check(program: Path, architecture: str):
    """Refuses a binary for another processor: AWS would deploy it without an error, and it would not start."""
    with program.open("rb") as file:
        machine = int.from_bytes(file.read(20)[18:], "little")
    built = MACHINES.get(machine, f"machine {machine}")
    if built != architecture:
        raise SystemExit(
            f"Nothing was deployed. {program} is built for {built}, and Architecture is {architecture}. "
            f"Build it again (without --skip-build and --template), or deploy with --architecture {built}."
        )
