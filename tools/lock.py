"""`./leitai lock`: makes the lock files anew from pyproject.toml; every file hashed, no address of any index."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"core": [], "dev": ["--group", "dev"], "bench": ["--group", "dev", "--group", "bench"]}
ADDRESSES = ("http://", "https://", "resolved")


def main() -> int:
    for name, groups in LOCKS.items():
        target = ROOT / "requirements" / f"{name}.lock"
        words = [
            "uv",
            "pip",
            "compile",
            "--universal",
            "--python-version",
            "3.12",
            "--generate-hashes",
            "--no-emit-index-url",
        ]
        words += ["--no-header", "--no-annotate", "--quiet", *groups, "pyproject.toml", "-o", str(target)]
        subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=True)
        if any(address in target.read_text() for address in ADDRESSES):
            sys.stderr.write(f"{target.name} names an address\n")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
