"""Writes the exam: python -m leitai.workbooks.tests.exam.make FOLDER [first|second]."""

import sys

from leitai.workbooks.tests.exam import first, second, third, writing

BATCHES = {"first": first, "second": second, "third": third}


def main(arguments):
    """Writes one batch, or both, each into a folder of its own name."""
    for name, batch in BATCHES.items():
        if len(arguments) < 2 or name == arguments[1]:
            sys.stdout.write(f"{writing.write_all(batch.CASES, f'{arguments[0]}/{name}')}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
