"""Prints the artifact's size, and fails when it is above the bound."""

import hashlib
import io
import sys
import zipfile

from template import BUILT, functions

MEGABYTE = 1024 * 1024
BOUND = 8 * MEGABYTE

artifacts = {}
for function in functions({}).values():
    folder = function["code"]
    digest = hashlib.sha256((folder / "bootstrap").read_bytes()).hexdigest()
    artifacts[digest] = folder
if len(artifacts) != 1:
    sys.exit(f"the functions share one artifact, but {BUILT} has {len(artifacts)}")
(folder,) = artifacts.values()
with io.BytesIO() as packed:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    zipped = len(packed.getvalue())
plain = sum(path.stat().st_size for path in folder.iterdir())
print(f"The artifact: {plain / MEGABYTE:.1f} MB, zipped {zipped / MEGABYTE:.1f} MB (bound {BOUND // MEGABYTE} MB)")
sys.exit("the artifact is too large" if zipped > BOUND else 0)
