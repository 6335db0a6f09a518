"""The functions of the built template, each with its environment."""

import re
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / ".aws-sam/build"


def functions(names: dict[str, str]) -> dict[str, dict]:
    """For each handler: the logical id, the folder with its `bootstrap`, the timeout, and the environment. References are
    resolved by `names`, then by a parameter's default, then by the logical id."""
    path = BUILT / "template.yaml"
    if not path.exists():
        raise SystemExit(f"{path} is not there; build it first: make artifact")
    template = yaml_parse(path.read_text())
    shared = template["Globals"]["Function"]
    found = {}
    for logical, resource in template["Resources"].items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        own = resource["Properties"]
        variables = [part.get("Environment", {}).get("Variables", {}) for part in (shared, own)]
        environment = {key: resolve(template, value, names) for key, value in (variables[0] | variables[1]).items()}
        code = BUILT / own["CodeUri"]
        timeout = own.get("Timeout", shared["Timeout"])
        found[own["Handler"]] = {"id": logical, "code": code, "timeout": timeout, "environment": environment}
    return found


def resolve(template: dict, value, names: dict[str, str]) -> str:
    if not isinstance(value, dict):
        return str(value)
    (intrinsic, argument), = value.items()
    if intrinsic == "Ref" or intrinsic == "Fn::GetAtt":
        return reference(template, ".".join(argument) if isinstance(argument, list) else argument, names)
    if intrinsic == "Fn::Sub" and isinstance(argument, str):
        return re.sub(r"\$\{([^}]+)}", lambda it: reference(template, it[1], names), argument)
    if intrinsic == "Fn::If":
        name, then, otherwise = argument
        return resolve(template, then if holds(template, template["Conditions"][name], names) else otherwise, names)
    raise SystemExit(f"the emulator's test does not understand {value} in a function's environment")


def holds(template: dict, condition: dict, names: dict[str, str]) -> bool:
    (intrinsic, argument), = condition.items()
    if intrinsic == "Fn::Not":
        return not holds(template, argument[0], names)
    if intrinsic == "Fn::Equals":
        one, other = (resolve(template, side, names) for side in argument)
        return one == other
    raise SystemExit(f"the emulator's test does not understand the condition {condition}")


def reference(template: dict, name: str, names: dict[str, str]) -> str:
    if name in names:
        return names[name]
    parameter = template["Parameters"].get(name)
    if parameter is None:
        return name
    if "Default" not in parameter:
        raise SystemExit(f"the parameter {name} has no default; the emulator's test must give it a value")
    return str(parameter["Default"])
