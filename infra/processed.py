"""The template as SAM writes it out for CloudFormation."""

import copy
import logging
import os

# Any will do: nothing is asked of it.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
# It misses a receiver of its own measurements.
logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)

from samtranslator.model.exceptions import InvalidDocumentException as Refused
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

__all__ = ["Refused", "defaults", "process"]


def defaults(template: dict) -> dict[str, str]:
    return {name: str(it.get("Default", "")) for name, it in template["Parameters"].items()}


def process(template: dict, parameters: dict[str, str]) -> dict:
    """SAM's resources written out; `Refused` when it does not take the template."""
    template = copy.deepcopy(template)
    # Where it is uploaded to makes no difference here.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/artifact.zip"
    return Translator({}, Parser()).translate(template, dict(parameters))
