"""Tests that forbidden dependencies are found, both direct and transitive ones."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from crates import faults


def metadata(ours: list[str], **needed: list[str]) -> dict:
    """The form that `cargo metadata` writes, with names as ids. A name with a leading `?` is needed by tests only."""
    needed = {name.replace("_", "-"): others for name, others in needed.items()}
    strip = lambda name: name.removeprefix("?")
    names = {*ours, *needed, *(strip(it) for others in needed.values() for it in others)}
    dep = lambda name: {"pkg": strip(name), "dep_kinds": [{"kind": "dev" if name.startswith("?") else None}]}
    return {
        "packages": [{"id": name, "name": name} for name in names],
        "workspace_members": ours,
        "resolve": {"nodes": [{"id": name, "deps": [dep(it) for it in needed.get(name, [])]} for name in names]},
    }


class Faults(unittest.TestCase):
    def test_what_points_the_right_way_is_no_fault(self):
        ours = ["docket-domain", "docket-platform", "docket-aws", "docket-functions", "docket-bootstrap"]
        self.assertEqual([], list(faults(metadata(
            ours,
            docket_platform=["docket-domain", "aws-lc-rs", "http"],
            docket_aws=["docket-platform", "aws-sdk-sns"],
            docket_functions=["docket-platform", "aws-sdk-dynamodb", "?docket-aws"],
            docket_bootstrap=["docket-functions", "docket-aws", "lambda_http"],
        ))))

    def test_what_of_ours_is_not_allowed_is_named(self):
        found = list(faults(metadata(["docket-domain", "docket-platform"], docket_domain=["docket-platform"])))
        self.assertEqual(found, ["docket-domain depends on docket-platform; it may depend on docket-numbering, docket-recurrence"])

    def test_what_a_crate_must_not_link_is_found_behind_others(self):
        for crate, other in [
            ("docket-domain", "tokio"), ("docket-contract", "aws-sdk-eventbridge"), ("docket-platform", "aws-smithy-types"), ("docket-platform", "rustls"),
            ("docket-functions", "docket-aws"), ("docket-functions", "lambda_runtime"), ("docket-local", "docket-aws"),
            ("docket-local", "aws-sdk-sesv2"), ("docket-local", "aws-config"),
        ]:
            graph = metadata([crate], **{crate: ["between"], "between": [other]})
            self.assertEqual(list(faults(graph)), [f"{crate} depends on {other}, if only by way of others"])

    def test_what_a_crate_may_link_but_not_name_is_found_in_it_alone(self):
        near = metadata(["docket-app"], docket_app=["http"])
        self.assertEqual(list(faults(near)), ["docket-app depends on http itself"])
        self.assertEqual([], list(faults(metadata(["docket-app"], docket_app=["between"], between=["http"]))))


if __name__ == "__main__":
    unittest.main()
