"""Runs benchmarks by name, or all of them, and prints their figures; exits 1 where a goal is missed."""

import sys

from tests.benchmarks.frame import benchmarks


def main(names: list[str]) -> int:
    """Run benchmarks and return the exit code."""
    known = benchmarks()
    if unknown := [name for name in names if name not in known]:
        sys.stderr.write(f"There is no benchmark {unknown[0]!r}; there are {', '.join(known)}.\n")
        return 2
    missed = 0
    for one in [known[name] for name in names or known]:
        sys.stdout.write(f"{one.name}: {one.title}\n")
        for figure in one.run():
            verdict = f"  goal {figure.goal}: {'met' if figure.met else 'MISSED'}" if figure.goal else ""
            sys.stdout.write(f"  {figure.title:<52} {figure.value:>12,.2f} {figure.unit:<6}{verdict}\n")
            sys.stdout.flush()
            missed += not figure.met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
