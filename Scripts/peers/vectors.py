"""The stimulus that the benchmark has written, and the checksum that all of its programs compute."""

import array
from itertools import accumulate

MASK = (1 << 64) - 1


class Vectors:
    """Rows of signed bytes: the numbers of `a`, those of `b`, `clear`, `shift`."""

    def __init__(self, path, size):
        self.size = size
        self.width = 2 * size + 2
        values = array.array("b")
        with open(path, "rb") as file:
            values.frombytes(file.read())
        self.rows = [values[start : start + self.width] for start in range(0, len(values), self.width)]


def add(checksum, numbers):
    """The checksum with the outputs of one more cycle."""
    return (checksum * 31 + sum(accumulate(numbers))) & MASK
