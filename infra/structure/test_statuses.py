"""Tests that names of statuses are found, and that nothing else is reported."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from statuses import DEMO, OTHERS, ROOT, faults, named, names

NAMES = {"READY", "PICKED_UP", "pending", "in_the_van"}


class Statuses(unittest.TestCase):
    def test_a_name_is_found_in_texts_and_comments(self):
        for line in [
            'const STEP: &str = "PICKED_UP";',
            'order.first_at("pending")',
            'json!({"status": "pending"})',
            'let text = r#"{"status": "pending"}"#;',
            'let text = "{\\"status\\": \\"pending\\"}";',
            '#[error("must be READY or other")]',
            "/// Where `pending` leads.",
            "// Runs on from in_the_van.",
            "/* READY */",
            'const STEP: &[u8] = b"READY";',
        ]:
            self.assertEqual([number for number, _ in named(f"fn f() {{\n{line}\n}}\n", NAMES)], [2], line)

    def test_the_reference_of_the_api_may_name_statuses_and_its_code_may_not(self):
        self.assertEqual(named("/// `PICKED_UP` by the driver.\n", NAMES, documented=False), [])
        for line in ["// Runs on from in_the_van.", 'const STEP: &str = "PICKED_UP"; // the next']:
            self.assertEqual([number for number, _ in named(line, NAMES, documented=False)], [1], line)

    def test_other_words_and_tests_name_nothing(self):
        for source in [
            "/// What is pending is not lost.\n",
            'let text = "it is pending still";\n',
            'const READY: &str = "ready";\n',
            'let text = "ALREADY, READY_MADE";\n',
            "StatusCode::READY\n",
            "#[cfg(test)]\nmod tests {\n    const STEP: &str = \"READY\";\n}\n",
            "let quote = '\"'; let status = order.status; let other = '\"';\n",
        ]:
            self.assertEqual(named(source, NAMES), [], source)

    def test_a_broken_copy_is_found_with_its_place(self):
        def broken(path: str, text: str, others: dict) -> list[str]:
            with tempfile.TemporaryDirectory() as folder:
                toml = Path(folder, "shared/domain/lifecycles/test.toml")
                toml.parent.mkdir(parents=True)
                toml.write_text('[[status]]\nname = "READY"\n')
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
                return faults(Path(folder), others)

        text = 'fn f() {\n    step("READY")\n}\n'
        self.assertIn("functions/src/a.rs:2: names the status READY", broken("functions/src/a.rs", text, {})[0])
        for path in ["tests/a.rs", "shared/domain/src/order/tests/a.rs", "functions/src/tests.rs", DEMO]:
            self.assertEqual(broken(path, text, {}), [], path)
        allowed = {"functions/src/a.rs": ['step("READY")']}
        self.assertEqual(broken("functions/src/a.rs", text, allowed), [])
        gone = broken("functions/src/a.rs", "", allowed)
        self.assertEqual(gone, ['functions/src/a.rs: has no line `step("READY")` any more'])

    def test_the_batch_that_names_a_status_of_orders_is_found(self):
        file = ROOT / "shared/domain/src/batch/apply.rs"
        text = file.read_text()
        step = "order.lifecycle.steps.pick_up"
        self.assertIn(step, text)
        self.assertEqual(named(text, names(ROOT)), [])
        self.assertTrue(named(text.replace(step, 'Some("PICKED_UP")', 1), names(ROOT)))
        self.assertNotIn(str(file.relative_to(ROOT)), OTHERS)


if __name__ == "__main__":
    unittest.main()
