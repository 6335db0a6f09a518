"""The template in the forms that the rules read: as written, and as SAM expands it for CloudFormation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from processed import defaults, process

PATH = Path(__file__).parent.parent.parent / "template.yaml"
NO_VALUE = {"Ref": "AWS::NoValue"}


@dataclass
class Statement:
    """A statement of a policy, with the template conditions that apply to it."""

    content: dict
    under: tuple[str, ...]

    @property
    def allows(self) -> bool:
        return self.content["Effect"] == "Allow"

    @property
    def actions(self) -> list[str]:
        return many(self.content["Action"])

    @property
    def resources(self) -> list[str]:
        return [named(it) for it in many(self.content.get("Resource", []))]

    @property
    def others(self) -> list[str]:
        """The resources that a NotResource statement excludes."""
        return [named(it) for it in many(self.content.get("NotResource", []))]


class Template:
    def __init__(self, raw: dict):
        self.raw = raw
        self.resources: dict[str, dict] = raw["Resources"]

    @cached_property
    def processed(self) -> dict[str, dict]:
        """The resources that CloudFormation gets."""
        return process(self.raw, defaults(self.raw))["Resources"]

    def of_type(self, *types: str) -> Iterator[tuple[str, dict]]:
        for name, resource in self.resources.items():
            if resource["Type"] in types:
                yield name, resource["Properties"]

    def functions(self) -> Iterator[tuple[str, dict]]:
        yield from self.of_type("AWS::Serverless::Function")

    def statements(self, function: dict) -> Iterator[Statement]:
        """The statements of a function's policies, or of its role's."""
        yield from statements(function.get("Policies", []))
        if role := function.get("Role"):
            yield from statements(self.resources[named(role)]["Properties"]["Policies"])


def read(path: Path = PATH) -> Template:
    return Template(yaml_parse(path.read_text()))


def many(value) -> list:
    return value if isinstance(value, list) else [value]


def branches(value, under: tuple[str, ...] = ()) -> Iterator[tuple[object, tuple[str, ...]]]:
    """The possible members of a list, each with its conditions."""
    if isinstance(value, list):
        for part in value:
            yield from branches(part, under)
    elif isinstance(value, dict) and "Fn::If" in value:
        condition, yes, no = value["Fn::If"]
        yield from branches(yes, (*under, condition))
        yield from branches(no, (*under, f"not {condition}"))
    elif value != NO_VALUE:
        yield value, under


def statements(part, under: tuple[str, ...] = ()) -> Iterator[Statement]:
    """All statements of all policies in a part of the template."""
    for it, conditions in branches(part, under):
        if not isinstance(it, dict):
            continue
        for key, value in it.items():
            if key == "Statement":
                yield from (Statement(*found) for found in branches(value, conditions))
            else:
                yield from statements(value, conditions)


def named(value) -> str:
    """The logical id that an ARN or a reference names, with the part after the ARN."""
    if isinstance(value, str):
        return value
    (intrinsic, argument), = value.items()
    if intrinsic == "Fn::GetAtt":
        return (".".join(argument) if isinstance(argument, list) else argument).removesuffix(".Arn")
    if intrinsic == "Fn::Sub" and isinstance(argument, str):
        return re.sub(r"^\$\{(\w+)\.Arn}", r"\1", argument)
    return argument if isinstance(argument, str) else str(value)


def texts(part) -> Iterator[str]:
    """Every text in a part of the template."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for it in part.values() if isinstance(part, dict) else part:
            yield from texts(it)
