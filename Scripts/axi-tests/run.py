"""Runs the cocotb tests of a module on emitted Verilog in Icarus.

    run.py TEST_MODULE TOP FOLDER FILE...

Prints how many tests there were and how many failed, and what they counted, or the log of the run where one failed.
AXI_TESTS_SEED chooses other random numbers.
"""

import os
import sys

from cocotb_tools.runner import get_results, get_runner


def run(module, top, folder, files):
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    here = os.path.dirname(os.path.abspath(__file__))
    os.environ["PYTHONPATH"] = os.pathsep.join([here] + os.environ.get("PYTHONPATH", "").split(os.pathsep))
    with open(f"{folder}/log.txt", "w") as log:
        saved = os.dup(1), os.dup(2)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            runner = get_runner("icarus")
            build = f"{folder}/build"
            runner.build(
                sources=files, hdl_toplevel=top, build_dir=build, build_args=["-g2012"], timescale=("1ns", "1ps"))
            results = runner.test(hdl_toplevel=top, test_module=module, test_dir=folder, build_dir=build)
        finally:
            os.dup2(saved[0], 1)
            os.dup2(saved[1], 2)
    count, failed = get_results(results)
    print(f"{count} tests, {failed} failed")
    print(f"seed {os.environ.get('AXI_TESTS_SEED', '1')}")
    with open(f"{folder}/log.txt") as log:
        if failed:
            print(log.read())
        else:
            print("\n".join(line.split("counted: ", 1)[1].strip() for line in log if "counted: " in line))
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
