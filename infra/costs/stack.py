"""The template as CloudFormation creates it: processed by SAM, with parameter values inserted, and without the
resources that conditions leave out."""

import re
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from figures import ROOT, Fault
from processed import defaults, process

__all__ = ["Stack", "defaults", "everything", "process", "read"]

ABSENT = {"Ref": "AWS::NoValue"}


def everything(template: dict) -> dict[str, str]:
    """Sets every option: a parameter that is empty or 0 by default gets a value, and one with two values gets the other."""
    values = defaults(template)
    for name, parameter in template["Parameters"].items():
        allowed = [str(it) for it in parameter.get("AllowedValues", [])]
        if values[name] in ("", "0"):
            values[name] = next((it for it in allowed if it != values[name]), "1")
        elif len(allowed) == 2:
            (values[name],) = {*allowed} - {values[name]}
    return values


def read(path: Path = ROOT / "template.yaml") -> dict:
    return yaml_parse(path.read_text())


class Stack:
    """The resources that exist with these parameters, each with its type and its properties."""

    def __init__(self, processed: dict, parameters: dict[str, str]):
        self.template, self.parameters = processed, parameters
        self.resources = {
            name: (it["Type"], self._resolve(it.get("Properties", {})))
            for name, it in processed["Resources"].items()
            if "Condition" not in it or self._holds({"Condition": it["Condition"]})
        }

    def of(self, kind: str) -> dict[str, dict]:
        return {name: properties for name, (type_, properties) in self.resources.items() if type_ == kind}

    def _resolve(self, value):
        """Resolves parameters, mappings and conditions; other intrinsic functions remain unresolved."""
        if isinstance(value, list):
            found = [self._resolve(it) for it in value]
            return [it for it in found if it != ABSENT]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((intrinsic, argument),) = value.items()
            if intrinsic == "Ref" and argument in self.parameters:
                return self.parameters[argument]
            if intrinsic == "Fn::If":
                condition, then, otherwise = argument
                return self._resolve(then if self._holds({"Condition": condition}) else otherwise)
            if intrinsic == "Fn::FindInMap":
                mapping, *keys = (self._resolve(it) for it in argument)
                found = self.template["Mappings"][mapping]
                for key in keys:
                    found = found[key]
                return found
        found = {key: self._resolve(it) for key, it in value.items()}
        return {key: it for key, it in found.items() if it != ABSENT}

    def _holds(self, condition: dict) -> bool:
        ((intrinsic, argument),) = condition.items()
        match intrinsic:
            case "Condition":
                return self._holds(self.template["Conditions"][argument])
            case "Fn::Equals":
                one, other = (self._resolve(it) for it in argument)
                return str(one) == str(other)
            case "Fn::Not":
                return not self._holds(argument[0])
            case "Fn::And":
                return all(self._holds(it) for it in argument)
            case "Fn::Or":
                return any(self._holds(it) for it in argument)
        raise Fault(f"infra/costs/stack.py does not understand the condition {condition}")


def referred(value) -> str:
    """The resource that a Ref or GetAtt names."""
    ((intrinsic, argument),) = value.items()
    if intrinsic == "Fn::GetAtt":
        return argument[0] if isinstance(argument, list) else argument.split(".")[0]
    return argument


def a_month(schedule: str) -> float:
    """How often a schedule runs in a month of 730 hours, the month that AWS's prices use."""
    if not (rate := re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule)):
        raise Fault(f"infra/costs/stack.py does not know how often {schedule} is")
    hours = {"minute": 1 / 60, "hour": 1, "day": 24}[rate[2]]
    return 730 / (int(rate[1]) * hours)
