"""Formats the figures as plain-text tables."""


def text(result: dict) -> str:
    parts = [about(result)]
    if "checkouts" in result:
        parts.append(checkouts(result["checkouts"]))
    if "running" in result:
        parts.append(running(result["running"]))
    return "\n\n".join(parts)


def about(result: dict) -> str:
    machine, noise = result["machine"], result["noise"]
    changed = ", with changes" if machine["changed"] else ""
    spread = max(it["spread"] for it in noise)
    loads = ", ".join(str(it["loadAverage"]) for it in noise)
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}\n"
        f"{machine['rustc']}; commit {machine['commit']}{changed}; {result['seconds']} s in all\n"
        f"load average {loads}; the same work differed by up to {spread:.0%}"
    )


def checkouts(rows: list[dict]) -> str:
    head = ["program", "storage", "at once", "checkouts/s", "place p50", "place p99", "whole p50", "processor each"]
    return "Whole guest checkouts (place, code, confirm)\n" + table(
        head,
        [
            [
                row["program"], row["storage"], row["atOnce"], row["perSecond"], f"{row['placeP50']} ms",
                f"{row['placeP99']} ms", f"{row['wholeP50']} ms", f"{row['processorMs']} ms",
            ]
            for row in rows
        ],
    )  # fmt: skip


def running(figures: dict) -> str:
    return "The program beside its requests\n" + table(
        ["what", "figure"],
        [
            ["first start, with the demo", f"{figures['firstStartSeconds']} s"],
            ["second start", f"{figures['secondStartSeconds']} s"],
            [f"idle, over {figures['idleSeconds']} s", f"{figures['idlePercentOfACore']} % of a core"],
            ["resident, with the demo's orders", f"{figures['residentMegabytes']} MB"],
        ],
    )


def table(head: list[str], rows: list[list]) -> str:
    cells = [head] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
