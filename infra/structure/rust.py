"""The dependencies between the files of a crate: the names in `use` lines and paths, followed to the file that defines
them.

`mod` lines and re-exports do not count, nor do tests inside a file. Method calls are not recognised."""

import re
from dataclasses import dataclass, field
from pathlib import Path

# At the beginning of a line, so that nested items do not count.
DEFINITION = re.compile(
    r"^(?:pub(?:\([^)]*\))? )?(?:async |const |unsafe |default )*(?:fn|struct|enum|trait|type|const|static|mod|macro_rules!) (?:mut )?(\w+)",
    re.M,
)
USE = re.compile(r"^\s*(pub(?:\([^)]*\))? )?use ([^;]+);", re.M)
PATH = re.compile(r"(?<![\w:.])([A-Za-z_]\w*(?:::\w+)+)")
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"', re.S)
TESTS = re.compile(r"#\[cfg\(test\)\]\n(?:#\[[^\n]*\n|#\[expect\((?:[^()]|\([^()]*\))*\)\]\n)*(?:pub )?mod \w+ \{\n.*?^\}\n?", re.S | re.M)


@dataclass
class Module:
    file: Path
    path: tuple[str, ...]
    defines: set[str] = field(default_factory=set)
    # A name, and the path that it stands for.
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    globs: list[tuple[str, ...]] = field(default_factory=list)
    needs: list[tuple[str, ...]] = field(default_factory=list)


class Crate:
    def __init__(self, source: Path):
        self.source = source
        self.modules: dict[tuple[str, ...], Module] = {}
        for file in sorted(source.rglob("*.rs")):
            parts = list(file.relative_to(source).with_suffix("").parts)
            if parts[-1] in ("mod", "lib", "main"):
                parts.pop()
            if "tests" not in parts:
                self.modules.setdefault(tuple(parts), self.read(file, tuple(parts)))

    def read(self, file: Path, path: tuple[str, ...]) -> Module:
        text = NOISE.sub("", TESTS.sub("", file.read_text()))
        module = Module(file, path, set(DEFINITION.findall(text)))
        for public, tree in USE.findall(text):
            for segments, name in expand(tree):
                if name == "*":
                    module.globs.append(segments)
                else:
                    module.names[name] = segments
                if not public:
                    module.needs.append(segments)
        module.needs += [tuple(path.split("::")) for path in PATH.findall(USE.sub("", text))]
        return module

    def arrows(self) -> dict[Path, set[Path]]:
        """For each file, the other files of the crate that it depends on."""
        found = {}
        for module in self.modules.values():
            files = {self.file_of(module, path, set()) for path in module.needs}
            found[module.file] = {file for file in files if file and file != module.file}
        return found

    def file_of(self, module: Module, path: tuple[str, ...], seen: set) -> Path | None:
        """The file that defines the target of a path, resolved from a module."""
        if (module.path, path) in seen:
            return None
        seen.add((module.path, path))
        head, *rest = path
        at = module.path
        if head == "crate":
            at = ()
        elif head == "super":
            at = at[:-1]
        elif head != "self":
            if at + (head,) in self.modules:
                return self.follow(self.modules[at + (head,)], rest, seen) if rest else self.modules[at + (head,)].file
            if head in module.names and module.names[head][0] != head:
                return self.file_of(module, module.names[head] + tuple(rest), seen)
            return None
        while rest and rest[0] == "super":
            at, rest = at[:-1], rest[1:]
        if at not in self.modules:
            return None
        return self.follow(self.modules[at], rest, seen)

    def follow(self, module: Module, rest: list[str], seen: set) -> Path | None:
        if not rest:
            return module.file
        name, *more = rest
        inner = module.path + (name,)
        if inner in self.modules:
            return self.follow(self.modules[inner], more, seen)
        if name in module.defines:
            return module.file
        if name in module.names:
            return self.file_of(module, module.names[name], seen)
        for glob in module.globs:
            if found := self.file_of(module, glob + (name,), seen):
                return found
        return None


def expand(tree: str) -> list[tuple[tuple[str, ...], str]]:
    """`a::{b, c as d}` gives `a::b` with the name b, and `a::c` with the name d."""
    tree = " ".join(tree.split())
    if "{" not in tree:
        path, _, alias = tree.partition(" as ")
        segments = tuple(part.strip() for part in path.strip().split("::") if part.strip())
        if segments and segments[-1] == "*":
            return [(segments[:-1], "*")]
        if len(segments) > 1 and segments[-1] == "self":
            segments = segments[:-1]
        return [(segments, alias.strip() or segments[-1])] if segments else []
    head, _, inner = tree.partition("{")
    inner = inner[: inner.rindex("}")]
    found, depth, part = [], 0, ""
    for letter in inner + ",":
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            if part.strip():
                found += expand(head.strip() + part.strip())
            part = ""
        else:
            part += letter
    return found


def circles(arrows: dict[Path, set[Path]]) -> list[list[Path]]:
    """Files that depend on each other, by Tarjan's algorithm, without recursion, because Python limits its depth."""
    index, low, on, stack, found, counter = {}, {}, set(), [], [], 0
    for root in arrows:
        if root in index:
            continue
        work = [(root, iter(arrows[root]))]
        index[root] = low[root] = counter
        counter += 1
        stack.append(root)
        on.add(root)
        while work:
            file, needed = work[-1]
            for other in needed:
                if other not in index:
                    index[other] = low[other] = counter
                    counter += 1
                    stack.append(other)
                    on.add(other)
                    work.append((other, iter(arrows.get(other, ()))))
                    break
                if other in on:
                    low[file] = min(low[file], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[file])
                if low[file] == index[file]:
                    circle = []
                    while True:
                        circle.append(stack.pop())
                        on.discard(circle[-1])
                        if circle[-1] == file:
                            break
                    if len(circle) > 1:
                        found.append(sorted(circle))
    return sorted(found)
