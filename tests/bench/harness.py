"""What a bench says of itself, and the process in which one side of it runs once."""

import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Bench:
    """One piece of work done by us and by peers.

    `make(folder, seed)` makes the work (files go into `folder`, made once and found again) and returns what a side needs.
    `ours(work)` and each peer do it and return an answer; only that call is timed. `check(work, answer)` returns "right" or
    says what is wrong, for every side. `repeat`: how often a side does the work within one round, the median counts.
    """

    path: str
    name: str
    module: str
    goal: str
    make: Callable[[Path, int], Any]
    ours: Callable[[Any], Any]
    peers: Mapping[str, Callable[[Any], Any]]
    check: Callable[[Any, Any], str]
    rounds: int = 7
    rounds_quick: int = 3
    repeat: int = 1
    warm: int = 0
    facts: Callable[[Any, Any], Mapping[str, Any]] = field(default=lambda work, answer: {})
    versions: Sequence[str] = ()


def load(name: str) -> ModuleType:
    sys.path.insert(0, str(HERE))
    sys.path.insert(0, str(HERE.parents[1] / "src"))
    return importlib.import_module(name)


def main(module: str, name: str, side: str, folder: str, seed: str) -> None:
    bench = next(b for b in load(module).BENCHES if b.name == name)
    work = bench.make(Path(folder), int(seed))
    do = bench.ours if side == "ours" else bench.peers[side]
    for _ in range(bench.warm):
        do(work)
    times, cpu = [], []
    for _ in range(bench.repeat):
        began, cpu_began = time.perf_counter(), time.process_time()
        answer = do(work)
        times.append(time.perf_counter() - began)
        cpu.append(time.process_time() - cpu_began)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result = {
        "seconds": sorted(times)[len(times) // 2],
        "cpu_s": sorted(cpu)[len(cpu) // 2],
        "peak_mb": max(own, children) / 1024,
        "oracle": bench.check(work, answer),
        **bench.facts(work, answer),
    }
    os.write(1, (json.dumps(result) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
