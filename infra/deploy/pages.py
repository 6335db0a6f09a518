"""Builds the pages and uploads them to the bucket that CloudFront reads."""

import mimetypes
import subprocess
from pathlib import Path

import boto3

from options import ROOT

FOLDER = ROOT / "web/dist"

# A file with a content hash in its name never changes. Every other file is revalidated by browsers each time; CloudFront
# caches it for a second.
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"

# Types that the machine's own list may lack or define otherwise.
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".json": "application/json"}


def build():
    if subprocess.run([ROOT / "infra/web.sh"]).returncode != 0:
        raise SystemExit("Nothing was deployed, because the pages could not be built; see above.")


def files(folder: Path = FOLDER) -> list[Path]:
    """The files in the order of their upload: a page follows everything that it loads. CloudFront compresses them itself.
    The local program's own first page is left out."""
    found = [it for it in folder.rglob("*") if it.is_file() and it.suffix not in (".gz", ".br")]
    kept = [it for it in found if not any(part.startswith(".") for part in it.relative_to(folder).parts)]
    kept = [it for it in kept if it != folder / "index.html"]
    return sorted(kept, key=lambda it: (it.suffix == ".html", it.name == "service-worker.js", it))


def upload(bucket: str, region: str, folder: Path = FOLDER) -> int:
    """Uploads the files and deletes none: an open page of an earlier build may still load its files."""
    store = boto3.client("s3", region_name=region)
    all_files = files(folder)
    if folder / "desk.html" not in all_files:
        raise SystemExit(f"The functions were deployed, and no pages: {folder} has none. Build them and deploy again: make web")
    for file in all_files:
        name = file.relative_to(folder).as_posix()
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        kept = IMMUTABLE if name.startswith("assets/") else REVALIDATED
        store.put_object(Bucket=bucket, Key=name, Body=file.read_bytes(), ContentType=kind, CacheControl=kept)
    return len(all_files)
