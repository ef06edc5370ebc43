"""`PlainArray` of the benchmark in Amaranth, and its run in Amaranth's simulator.

    amaranth_array.py SIZE VECTORS CYCLES

Prints the version, seconds and the checksum of the outputs.
"""

import sys
import time

import amaranth
from amaranth.hdl import Elaboratable, Module, Mux, Signal, signed
from amaranth.sim import Simulator

from vectors import Vectors, add


class Element(Elaboratable):
    def __init__(self):
        self.a = Signal(signed(8))
        self.b = Signal(signed(8))
        self.clear = Signal()
        self.shift = Signal()
        self.above = Signal(signed(32))
        self.next_a = Signal(signed(8))
        self.next_b = Signal(signed(8))
        self.sum = Signal(signed(32))

    def elaborate(self, platform):
        m = Module()
        m.d.sync += [self.next_a.eq(self.a), self.next_b.eq(self.b)]
        with m.If(self.shift):
            m.d.sync += self.sum.eq(self.above)
        with m.Else():
            m.d.sync += self.sum.eq(Mux(self.clear, 0, self.sum) + self.next_a * self.next_b)
        return m


class PlainArray(Elaboratable):
    def __init__(self, size):
        self.size = size
        self.a = [Signal(signed(8), name=f"a_{index}") for index in range(size)]
        self.b = [Signal(signed(8), name=f"b_{index}") for index in range(size)]
        self.clear = Signal()
        self.shift = Signal()
        self.sums = [Signal(signed(32), name=f"sums_{index}") for index in range(size)]

    def elaborate(self, platform):
        m = Module()
        left, top, above = list(self.a), list(self.b), [0] * self.size
        for row in range(self.size):
            for column in range(self.size):
                element = Element()
                m.submodules[f"element_{row}_{column}"] = element
                m.d.comb += [
                    element.a.eq(left[row]),
                    element.b.eq(top[column]),
                    element.clear.eq(self.clear),
                    element.shift.eq(self.shift),
                    element.above.eq(above[column]),
                ]
                left[row], top[column], above[column] = element.next_a, element.next_b, element.sum
        m.d.comb += [port.eq(value) for port, value in zip(self.sums, above)]
        return m


def main():
    size, path, cycles = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    rows = Vectors(path, size).rows
    array = PlainArray(size)
    inputs = array.a + array.b + [array.clear, array.shift]
    result = {}

    async def bench(ctx):
        started = time.perf_counter()
        checksum = 0
        for cycle in range(cycles):
            for port, value in zip(inputs, rows[cycle]):
                ctx.set(port, value)
            await ctx.tick()
            checksum = add(checksum, [ctx.get(port) for port in array.sums])
        result["seconds"] = time.perf_counter() - started
        result["checksum"] = checksum

    simulator = Simulator(array)
    simulator.add_clock(1e-8)
    simulator.add_testbench(bench)
    simulator.run()
    print(amaranth.__version__, result["seconds"], result["checksum"])


main()
