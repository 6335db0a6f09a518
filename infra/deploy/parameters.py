"""The template's parameters: their defaults, and the values that they accept."""

import re
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse


class Parameters:
    def __init__(self, template: Path):
        self.known: dict[str, dict] = yaml_parse(template.read_text())["Parameters"]

    def default(self, name: str) -> str:
        return str(self.known[name].get("Default", ""))

    def problem(self, name: str, value: str) -> str | None:
        """The reason for which CloudFormation would refuse a value, or None."""
        if name not in self.known:
            return f"The template has no parameter {name}. It has: {', '.join(sorted(self.known))}."
        parameter = self.known[name]
        allowed = [str(it) for it in parameter.get("AllowedValues", [value])]
        if value not in allowed:
            return f"{name} cannot be {value!r}. It must be one of: {', '.join(allowed)}."
        if parameter["Type"] == "Number":
            least, most = parameter.get("MinValue"), parameter.get("MaxValue")
            if not re.fullmatch(r"-?\d+(\.\d+)?", value):
                return f"{name} cannot be {value!r}. It must be a number."
            if least is not None and float(value) < least:
                return f"{name} cannot be {value}. It must be at least {least}."
            if most is not None and float(value) > most:
                return f"{name} cannot be {value}. It must be at most {most}."
        pattern = parameter.get("AllowedPattern", ".*")
        if not re.fullmatch(pattern, value):
            return f"{name} cannot be {value!r}. {parameter.get('Description', '')} It must match {pattern}"
        return None
