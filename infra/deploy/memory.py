"""The answers of earlier deployments: one file for each stack, in a folder that git ignores.

The files contain phones and e-mail addresses, so only their owner can read them."""

import json
import os
from pathlib import Path


class Memory:
    def __init__(self, folder: Path):
        self.folder = folder

    def stacks(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def recall(self, stack: str) -> tuple[str | None, dict[str, str]]:
        """The Region and the parameters that a stack was last deployed with."""
        path = self._path(stack)
        if not path.exists():
            return None, {}
        try:
            kept = json.loads(path.read_text())
            return kept["region"], kept["parameters"]
        except (ValueError, LookupError, TypeError):
            raise SystemExit(f"{path} cannot be read. Correct it, or delete it to be asked again.") from None

    def keep(self, stack: str, region: str, parameters: dict[str, str]):
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(stack)
        # Removed first, because an existing file would keep its mode.
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"region": region, "parameters": parameters}, file, indent=2)
            file.write("\n")

    def _path(self, stack: str) -> Path:
        return self.folder / f"{stack}.json"
