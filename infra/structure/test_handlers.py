"""Tests that a handler that uses the table is found, and that nothing else is reported."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from handlers import ROOT, faults, functions, named, without_file


class Handlers(unittest.TestCase):
    def test_the_store_is_found_however_it_is_reached(self):
        for line in [
            "let batch = app.store.batch(&id).await?;",
            "let found = app\n    .store\n    .batch(&id);",
            "let App { store, .. } = &*app;",
            'let text = "it"; app.store.beat(now).await?;',
        ]:
            self.assertTrue(named(f"fn f() {{\n{line}\n}}\n"), line)

    def test_other_words_values_and_errors_of_the_store_and_tests_are_none(self):
        for source in [
            "use docket_store::{Page, StoreError};\nlet error = AppError::Store(error);\n",
            "// What the store keeps.\n/// As `Store` has it.\n",
            'let header = "no-store";\n',
            "let stored = restored(stored);\n",
            "#[cfg(test)]\nmod tests {\n    fn f(app: &App) { app.store.beat() }\n}\n",
        ]:
            self.assertEqual(named(source), [], source)

    def test_a_broken_copy_is_found_with_its_place(self):
        file = ROOT / "functions/src/delivery/get_batch.rs"
        use_case = "read_batch(&app, &id, actor).await?"
        text = file.read_text()
        self.assertIn(use_case, text)

        def broken(path: str, text: str) -> list[str]:
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder, path)
                copy.parent.mkdir(parents=True)
                copy.write_text(text)
                return faults(Path(folder))

        path = str(file.relative_to(ROOT))
        self.assertEqual(broken(path, text), [])
        text = text.replace(use_case, "app.store.batch(&id).await?")
        number = next(at for at, line in enumerate(text.splitlines(), 1) if "app.store" in line)
        self.assertIn(f"{path}:{number}: touches the table", broken(path, text)[0])
        self.assertEqual(broken("shared/app/src/delivery/read_batch.rs", text), [])

    def test_a_function_without_a_file_of_its_name_is_found(self):
        registry = 'http!("get-order", orders::get_order, get_order),\nevent!(\n    "notify",\n    events::notify),\n'
        registry += 'Function { name: "not-found", handler },\n'
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "functions/src")
            (source / "orders").mkdir(parents=True)
            for file, text in [("registry.rs", registry), ("orders/get_order.rs", ""), ("not_found.rs", "")]:
                (source / file).write_text(text)
            self.assertEqual(functions(Path(folder)), ["get-order", "notify", "not-found"])
            self.assertEqual(
                without_file(Path(folder)), ["functions/src/registry.rs: notify has no file notify.rs in functions/src"]
            )
            (source / "notify.rs").write_text("")
            self.assertEqual(without_file(Path(folder)), [])


if __name__ == "__main__":
    unittest.main()
