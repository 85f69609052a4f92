"""Run tools on sets, judge them by one evaluator, and show what they found and what it cost."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.evaluate import Verdict, judge
from benchmarks.peers.contestants import PEERS, ROOT, TOOLS, Run, run_task
from benchmarks.peers.sets import SIZES, LabelledSet, default_sets, open_set
from benchmarks.peers.task import Task
from hub.evaluating import read_clusters, read_ids, read_pairs, read_truth
from hub.resolution.evaluation import Accuracy, BestThreshold
from hub.settings import read_settings

HEADER = ("set", "tool", "F1", "best F1", "edge F1", "B-cubed", "exact", "CPU s", "peak MiB")
TEXTS = 2
"""How many columns hold texts; the others hold numbers."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a tool did on a set; without a verdict where it failed."""

    set_name: str
    tool: str
    run: Run
    verdict: Verdict | None


def compare_peers(arguments: Sequence[str]) -> None:
    """Run the tools asked for on the sets asked for, one after the other, and print a table."""
    sample_data = read_settings().sample_data
    public = sample_data and sample_data.resolve()
    asked = _parse(arguments, default_sets(public))
    results: list[Result] = []
    for name in asked.sets:
        labelled = open_set(name, asked.size, public, asked.generated or asked.cache / "generated")
        for tool in asked.tools:
            print(f"{labelled.name}: {tool}", file=sys.stderr)
            results.append(_measure(labelled, tool, asked.cache))
            _write(results, asked.out or asked.cache / "results.json")
    print(*_table(results), sep="\n")


def _parse(arguments: Sequence[str], sets: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers", description=__doc__)
    parser.add_argument("--sets", type=_names, default=sets, help=f"default: {','.join(sets)}")
    parser.add_argument("--tools", type=_tools, default=list(TOOLS), help=f"default: {','.join(TOOLS)}")
    parser.add_argument("--size", choices=SIZES, default="10k", help="records of generated sets; default: 10k")
    parser.add_argument("--cache", type=_path, default=ROOT / ".bench", help="environments, sets and runs")
    parser.add_argument("--generated", type=_path, help="folder of generated sets; default: one in the cache")
    parser.add_argument("--out", type=_path, help="results as JSON; default: results.json in the cache")
    return parser.parse_args(arguments)


def _path(text: str) -> Path:
    """Return a path that stands wherever a child process is run."""
    return Path(text).resolve()


def _names(text: str) -> list[str]:
    return text.split(",")


def _tools(text: str) -> list[str]:
    unknown = set(_names(text)) - set(TOOLS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no such tool: {', '.join(sorted(unknown))}; there are {', '.join(TOOLS)}")
    return _names(text)


def _measure(labelled: LabelledSet, tool: str, cache: Path) -> Result:
    out = cache / "runs" / labelled.name / tool
    task = Task(tool=tool, set_name=labelled.name, kind=labelled.kind, records=labelled.records, out=out)
    run = run_task(task, cache)
    if run.problem:
        print(f"{tool} failed on {labelled.name}; all it said is in {out}:\n{run.problem}", file=sys.stderr)
        return Result(set_name=labelled.name, tool=tool, run=run, verdict=None)
    ids = read_ids(labelled.records)
    verdict = judge(read_clusters(task.clusters, ids), read_pairs(task.pairs, ids), read_truth(labelled.truth, ids))
    return Result(set_name=labelled.name, tool=tool, run=run, verdict=verdict)


def _write(results: list[Result], path: Path) -> None:
    said = {
        "machine": {"system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version()},
        "peers": PEERS,
        "results": results,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said, default=_fields, indent=1), encoding="utf-8")


def _fields(value: Accuracy | BestThreshold | Result | Run | Verdict) -> dict[str, object]:
    """Return what JSON is to say: all fields, but infinity, which it does not know; and F1, which follows from two."""
    values = {field.name: getattr(value, field.name) for field in fields(value)}
    said = {name: None if value == float("inf") else value for name, value in values.items()}
    return {"f1": value.f1, **said} if isinstance(value, Accuracy) else said


def _table(results: list[Result]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    rows = [HEADER, *map(_row, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    rules = [f"{'-' * (width - 1)}{'-' if column < TEXTS else ':'}" for column, width in enumerate(widths)]
    for row in (rows[0], rules, *rows[1:]):
        cells = [
            cell.ljust(width) if column < TEXTS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |"


def _row(result: Result) -> tuple[str, ...]:
    found, run = result.verdict, result.run
    measures = (
        [found.own.pairwise, found.best.pairwise, found.edges.accuracy, found.own.b_cubed, found.own.exact]
        if found
        else []
    )
    figures = [f"{accuracy.f1:.3f}" for accuracy in measures] or ["failed"] * 5
    return (result.set_name, result.tool, *figures, f"{run.costs['cpu_s']:.1f}", f"{run.costs['peak_mib']:.0f}")
