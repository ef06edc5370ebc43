"""Packets through a pipeline of AXI4-Stream, from AxiStreamSource to AxiStreamSink."""

import random

import cocotb
from cocotb.triggers import ClockCycles
from cocotbext.axi import AxiStreamBus, AxiStreamFrame, AxiStreamSink, AxiStreamSource

from bench import SEED, Judge, count, pauses, reset, start


class Bench:
    def __init__(self, dut, seed):
        self.dut, self.random = dut, random.Random(seed)
        self.packets = self.bytes = 0
        self.source = AxiStreamSource(AxiStreamBus.from_prefix(dut, "s_axis"), dut.clk, dut.rst)
        self.sink = AxiStreamSink(AxiStreamBus.from_prefix(dut, "m_axis"), dut.clk, dut.rst)
        self.has_routes = hasattr(dut, "s_axis_tid")
        names = ["tdata", "tkeep", "tlast"] + (["tid", "tdest", "tuser"] if self.has_routes else [])
        # Bytes without `tkeep` may be anything, unknown too.
        steady = names[1:]
        self.judge = Judge(dut, dut.m_axis_tvalid, dut.m_axis_tready, [getattr(dut, f"m_axis_{name}") for name in steady])

    def stall(self):
        self.source.set_pause_generator(pauses(self.random.random()))
        self.sink.set_pause_generator(pauses(self.random.random()))

    def packet(self):
        routes = {}
        if self.has_routes:
            routes = {name: self.random.randrange(8) for name in ("tid", "tdest", "tuser")}
        return AxiStreamFrame(self.random.randbytes(self.random.randrange(1, 40)), **routes)

    async def send(self, packets):
        """Packets all at once; they come out as they went in."""
        sent = [self.packet() for _ in range(packets)]
        for packet in sent:
            await self.source.send(AxiStreamFrame(packet))
        for packet in sent:
            received = await self.sink.recv()
            assert bytes(received.tdata) == bytes(packet.tdata)
            if self.has_routes:
                for name in ("tid", "tdest", "tuser"):
                    assert getattr(received, name) == getattr(packet, name), name
            self.packets += 1
            self.bytes += len(received.tdata)
        assert self.sink.empty()

    def tell(self):
        count(packets=self.packets, bytes=self.bytes, beats=self.judge.beats)


@cocotb.test()
async def packets_without_stalls(dut):
    bench = Bench(dut, SEED)
    await start(dut)
    await bench.send(100)
    bench.tell()


@cocotb.test()
async def packets_with_stalls(dut):
    bench = Bench(dut, SEED + 1)
    await start(dut)
    bench.stall()
    await bench.send(300)
    bench.tell()


@cocotb.test()
async def resets_in_the_middle(dut):
    bench = Bench(dut, SEED + 2)
    await start(dut)
    bench.stall()
    for _ in range(8):
        for _ in range(50):
            await bench.source.send(bench.packet())
        await ClockCycles(dut.clk, bench.random.randrange(10, 150))
        dut.rst.value = 1
        bench.source.clear()
        await reset(dut, bench.random.randrange(1, 5))
        bench.sink.clear()
        await bench.send(20)
    bench.tell()
