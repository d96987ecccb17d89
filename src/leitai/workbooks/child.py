"""The limited child: a file on standard input, its order in the first word, JSON on standard output."""

from __future__ import annotations

import gc
import json
import resource
import sys
import traceback

from leitai.workbooks import terms

REFUSED, NO_MEMORY, FAULT = 3, 4, 5
MEMORY = 2 << 30
CPU_S = 40
OUTPUT = 512 << 20


def limit() -> None:
    """Bounds memory, processor time and what may be written, before a byte of the file is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))


def main() -> int:
    """Exit 0 with the answer, 3 with the refusal's code and sentences, 4 out of memory, 5 by a fault of our own."""
    limit()
    from leitai.workbooks.rules import answering, opening

    gc.disable()
    order = json.loads(sys.argv[1])
    hints = terms.Hints.from_json(order["hints"]) if order["hints"] else terms.Hints()
    data = sys.stdin.buffer.read(opening.FILE_SIZE + 1)
    try:
        whole = answering.reading_of(opening.book(data, order["name"]), hints, order["face"] == "reading")
        out, code = (whole.to_json() if order["face"] == "reading" else whole.answer()), 0
    except terms.Unreadable as reason:
        out, code = {"code": reason.code, "zh": reason.zh, "en": reason.en}, REFUSED
    except MemoryError:
        return NO_MEMORY
    except Exception:
        traceback.print_exc()
        return FAULT
    sys.stdout.buffer.write(json.dumps(out, ensure_ascii=False).encode())
    sys.stdout.buffer.flush()
    return code
