"""Tests that dependencies between files are found, and cycles among them."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from rust import Crate, circles, expand


def crate(files: dict[str, str]) -> tuple[dict, list]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        arrows = Crate(Path(folder)).arrows()
        name = lambda file: str(file.relative_to(folder))
        shown = {name(file): sorted(map(name, others)) for file, others in arrows.items()}
        return shown, [[name(file) for file in circle] for circle in circles(arrows)]


class Arrows(unittest.TestCase):
    def test_a_use_leads_to_the_file_that_defines_the_item(self):
        arrows, found = crate({
            "lib.rs": "mod a;\nmod b;\npub use b::Thing;\n",
            "a.rs": "use crate::Thing;\nuse super::b::{self, inner::Other as Another};\nfn f() { b::g() }\n",
            "b/mod.rs": "mod inner;\npub struct Thing;\npub fn g() {}\n",
            "b/inner.rs": "pub struct Other;\n",
        })
        self.assertEqual(arrows["a.rs"], ["b/inner.rs", "b/mod.rs"])
        self.assertEqual((arrows["lib.rs"], found), ([], []))

    def test_globs_and_paths_count_and_tests_comments_and_texts_do_not(self):
        arrows, found = crate({
            "lib.rs": "mod a;\nmod b;\nmod c;\n",
            "a.rs": "fn f() { super::b::g(); }\n",
            "b.rs": "pub use crate::c::*;\n// crate::a::f\nfn s() { let _ = \"crate::a::f\"; }\n#[cfg(test)]\nmod tests {\n    use crate::a::f;\n}\n",
            "c.rs": "pub fn g() { crate::a::f() }\n",
        })
        self.assertEqual((arrows["a.rs"], arrows["b.rs"]), (["c.rs"], []))
        self.assertEqual(found, [["a.rs", "c.rs"]])

    def test_a_tree_of_names_is_written_out(self):
        tree = "crate::{a, b::{self, c as d}, e::*}"
        self.assertEqual(expand(tree), [
            (("crate", "a"), "a"), (("crate", "b"), "b"), (("crate", "b", "c"), "d"), (("crate", "e"), "*"),
        ])


if __name__ == "__main__":
    unittest.main()
