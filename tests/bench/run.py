"""`./leitai bench [--quick] [--only PATH …] [--json FILE]`: each path beside its peers in one run, as ratios.

A bench is a module `bench_<path>.py` with `BENCHES: list[Bench]`. Each side runs in a process of its own; rounds of ours and
of each peer are interleaved in an order shuffled by the seed. A ratio is the median of the per-round ratios, its spread the
10th to 90th percentile; a spread above 30 % is called unclear. A wrong answer fails the run, a slow one never does.
"""

import argparse
import importlib.util
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from harness import Bench, load

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = 20241124


def machine() -> dict[str, Any]:
    """What the figures were taken on, and how much of two cores two processes really got."""
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "kernel": platform.release(),
        "load": os.getloadavg()[0],
        "spin_scaling": round(spin_scaling(), 2),
        "flush_4kB_ms": round(flush_ms(), 3),
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def spin_scaling() -> float:
    """What two processes get done beside each other, as a multiple of one."""
    program = "import time\nn=0\ne=time.perf_counter()+.3\nwhile time.perf_counter()<e: n+=1\nprint(n)"
    run = [sys.executable, "-c", program]
    alone = int(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    both = [subprocess.Popen(run, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return sum(int(p.communicate()[0]) for p in both) / alone


def flush_ms() -> float:
    """Median time that 4 kB take to the disk, in milliseconds."""
    times = []
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(20):
            began = time.perf_counter()
            file.write(b"0" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def run_side(bench: Bench, side: str, folder: Path, seed: int) -> dict[str, Any]:
    """One round of one side in a process of its own."""
    words = [sys.executable, str(HERE / "harness.py"), bench.module, bench.name, side, str(folder), str(seed)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT, timeout=900)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(bench: Bench, *, quick: bool) -> dict[str, Any]:
    rounds = bench.rounds_quick if quick else bench.rounds
    order = random.Random(SEED)
    sides = ["ours", *bench.peers]
    results: dict[str, list[dict[str, Any]]] = {side: [] for side in sides}
    with tempfile.TemporaryDirectory(prefix="leitai-bench-") as name:
        folder = Path(name)
        for _ in range(rounds):
            shuffled = sides[:]
            order.shuffle(shuffled)
            for side in shuffled:
                if results[side] and "error" in results[side][-1]:
                    continue
                results[side].append(run_side(bench, side, folder, SEED))
    return summary(bench, results)


def summary(bench: Bench, results: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    ours = results["ours"]
    out: dict[str, Any] = {"path": bench.path, "name": bench.name, "goal": bench.goal, "sides": {}, "oracle": "right"}
    for side, runs in results.items():
        if "error" in runs[-1]:
            out["sides"][side] = {"error": runs[-1]["error"]}
            if side == "ours":
                out["oracle"] = f"failed: {runs[-1]['error']}"
            continue
        times = [r["seconds"] for r in runs]
        row = {
            "median_s": statistics.median(times),
            "p10_s": percentile(times, 0.1),
            "p90_s": percentile(times, 0.9),
            "cpu_s": statistics.median(r["cpu_s"] for r in runs),
            "peak_mb": max(r["peak_mb"] for r in runs),
            "version": runs[-1].get("version", ""),
            **{k: v for k, v in runs[-1].items() if k in {"per_s", "statements", "work_hash", "note"}},
        }
        if any(r.get("oracle") != "right" for r in runs):
            out["oracle"] = f"{side}: {next(r['oracle'] for r in runs if r.get('oracle') != 'right')}"
        if side != "ours" and "error" not in ours[-1]:
            ratios = [peer["seconds"] / own["seconds"] for peer, own in zip(runs, ours, strict=False)]
            low, high = percentile(ratios, 0.1), percentile(ratios, 0.9)
            middle = statistics.median(ratios)
            row["ratio"] = {"median": middle, "p10": low, "p90": high, "clear": (high - low) / middle <= 0.3}
        out["sides"][side] = row
    return out


def show(result: dict[str, Any]) -> None:
    print(f"\n{result['path']} · {result['name']}    goal: {result['goal']}    answers: {result['oracle']}")
    for side, row in result["sides"].items():
        if "error" in row:
            print(f"  {side:34} not run: {row['error'][:90]}")
            continue
        ratio = row.get("ratio")
        beside = (
            ""
            if not ratio
            else f"{ratio['median']:9.2f}x ours  [{ratio['p10']:.2f}–{ratio['p90']:.2f}]"
            + ("" if ratio["clear"] else " unclear")
        )
        more = f"  {row['statements']} SQL" if "statements" in row else ""
        print(f"  {side:34} {row['median_s'] * 1000:10.2f} ms  {row['peak_mb']:6.0f} MB {beside}{more}")


def benches(only: list[str]) -> list[Bench]:
    found = []
    for path in sorted(HERE.glob("bench_*.py")):
        if not only or any(word in path.stem for word in only):
            found += load(path.stem).BENCHES
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="leitai bench")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller work; all answers still checked")
    parser.add_argument("--only", nargs="*", default=[], help="names of paths: workdays, workbook, …")
    parser.add_argument("--json", type=Path, help="write all figures into this file")
    words = parser.parse_args()
    where = machine()
    print(" · ".join(f"{key} {value}" for key, value in where.items()))
    if where["spin_scaling"] < 1.8:
        print("two processes did not get two cores: figures that use both are void in this run")
    results = []
    for bench in benches(words.only):
        os.environ.pop("LEITAI_BENCH_QUICK", None)
        if words.quick:
            os.environ["LEITAI_BENCH_QUICK"] = "1"  # a bench whose work can be smaller makes it so
        results.append(measure(bench, quick=words.quick))
        show(results[-1])
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT
    ).stdout.strip()
    if words.json:
        words.json.write_text(
            json.dumps({"schema": "leitai-bench/1", "commit": commit, "machine": where, "results": results}, indent=1)
        )
    return 1 if any(r["oracle"] != "right" for r in results) else 0


if __name__ == "__main__":
    importlib.invalidate_caches()
    raise SystemExit(main())
