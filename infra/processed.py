"""The template as SAM expands it for CloudFormation."""

import copy
import logging
import os

# Any Region will do: SAM sends it no request.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
# SAM logs that it found no receiver for its telemetry.
logging.getLogger("samtranslator.metrics.metrics").setLevel(logging.ERROR)

from samtranslator.model.exceptions import InvalidDocumentException as Refused
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

__all__ = ["Refused", "defaults", "process"]


def defaults(template: dict) -> dict[str, str]:
    return {name: str(it.get("Default", "")) for name, it in template["Parameters"].items()}


def process(template: dict, parameters: dict[str, str]) -> dict:
    """SAM's expansion of the resources; `Refused` when SAM does not accept the template."""
    template = copy.deepcopy(template)
    # The address of the upload makes no difference here.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/artifact.zip"
    return Translator({}, Parser()).translate(template, dict(parameters))
