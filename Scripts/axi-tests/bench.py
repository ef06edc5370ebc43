"""What the tests share: clock, reset, pauses, and a judge of handshakes."""

import logging
import os
import random

import cocotb
from cocotb.clock import Clock
from cocotb.triggers import ClockCycles, RisingEdge

SEED = int(os.environ.get("AXI_TESTS_SEED", "1"))


def count(**numbers):
    """Tells what a test has done; the runner prints it."""
    logging.getLogger("cocotb.test").info("counted: %s", ", ".join(f"{number} {name}" for name, number in numbers.items()))


def pauses(seed):
    """Whether a channel pauses, cycle by cycle: often, seldom, always and never for some time."""
    generator = random.Random(seed)
    while True:
        probability = generator.choice([0, 0.2, 0.5, 0.9])
        for _ in range(generator.randrange(1, 60)):
            yield generator.random() < probability


async def start(dut):
    dut.rst.value = 1
    Clock(dut.clk, 10, "ns").start()
    await reset(dut)


async def reset(dut, cycles=3):
    dut.rst.value = 1
    await ClockCycles(dut.clk, cycles)
    dut.rst.value = 0
    await RisingEdge(dut.clk)


class Judge:
    """Watches a channel that the design sends: what is offered stays until it is taken, and is known."""

    def __init__(self, dut, valid, ready, payload):
        self.dut, self.valid, self.ready, self.payload = dut, valid, ready, payload
        self.beats = 0
        cocotb.start_soon(self.watch())

    async def watch(self):
        waiting = None
        while True:
            await RisingEdge(self.dut.clk)
            if self.dut.rst.value == 1:
                waiting = None
                continue
            offered = [int(signal.value) for signal in self.payload] if self.valid.value == 1 else None
            assert self.valid.value.is_resolvable, f"{self.valid._name} is unknown"
            assert waiting is None or offered == waiting, f"{self.valid._name}: {waiting} became {offered}"
            taken = offered is not None and self.ready.value == 1
            self.beats += taken
            waiting = None if taken else offered
