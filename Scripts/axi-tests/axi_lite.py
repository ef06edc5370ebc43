"""The registers of the map `timer` under AxiLiteMaster, compared with a dictionary of bytes."""

import random

import cocotb
from cocotb.triggers import ClockCycles, Combine
from cocotbext.axi import AxiLiteBus, AxiLiteMaster, AxiResp

from bench import SEED, Judge, count, pauses, reset, start

# What software can write and read back: offset, mask and reset value of each word.
WORDS = {0x00: (0x000FFFF7, 0x00012342), 0x04: (0xFFFFFFFF, 0xFFFFFFFF), 0x0C: (0xFFFFFFFF, 0xFFFFFFFF)}


class Model:
    """Bytes by address."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.bytes = {}
        for offset, (_, value) in WORDS.items():
            for byte in range(4):
                self.bytes[offset + byte] = value >> (8 * byte) & 0xFF

    def write(self, address, data):
        for index, byte in enumerate(data):
            offset = (address + index) & ~3
            mask = WORDS[offset][0] >> (8 * ((address + index) & 3)) & 0xFF
            self.bytes[address + index] = byte & mask

    def read(self, address, length):
        return bytes(self.bytes[address + index] for index in range(length))


class Bench:
    def __init__(self, dut, seed):
        self.dut, self.model, self.random = dut, Model(), random.Random(seed)
        self.reads = self.writes = self.errors = 0
        dut.fields_count_value.value = 0x12345678
        dut.fields_events_expired_set.value = 0
        dut.fields_events_is_running.value = 1
        self.master = AxiLiteMaster(AxiLiteBus.from_prefix(dut, "axi"), dut.clk, dut.rst)
        self.answers = [
            Judge(dut, dut.axi_bvalid, dut.axi_bready, [dut.axi_bresp]),
            Judge(dut, dut.axi_rvalid, dut.axi_rready, [dut.axi_rdata, dut.axi_rresp]),
        ]

    def stall(self):
        writing, reading = self.master.write_if, self.master.read_if
        channels = [writing.aw_channel, writing.w_channel, writing.b_channel, reading.ar_channel, reading.r_channel]
        for channel in channels:
            channel.set_pause_generator(pauses(self.random.random()))

    async def work(self, offset, transfers):
        """Random accesses to a word of one's own, of any bytes of it."""
        for _ in range(transfers):
            first = self.random.randrange(4)
            length = self.random.randrange(1, 5 - first)
            if self.random.random() < 0.5:
                data = self.random.randbytes(length)
                answer = await self.master.write(offset + first, data)
                assert answer.resp == AxiResp.OKAY
                self.model.write(offset + first, data)
                self.writes += 1
            else:
                answer = await self.master.read(offset + first, length)
                assert answer.resp == AxiResp.OKAY
                assert answer.data == self.model.read(offset + first, length), f"{offset + first}: {answer}"
                self.reads += 1

    async def stray(self, transfers):
        """Accesses that are refused, and reads of what the hardware drives."""
        for _ in range(transfers):
            kind = self.random.randrange(4)
            if kind == 0:
                answer = await self.master.write(self.random.choice([0x08, 0x10, 0x44, 0xFFC]), b"\1\2\3\4")
                assert answer.resp == AxiResp.SLVERR
            elif kind == 1:
                answer = await self.master.write(self.random.choice([0x20, 0x28]), b"\1\2\3\4")
                assert answer.resp == AxiResp.SLVERR
            elif kind == 2:
                answer = await self.master.read(self.random.choice([0x08, 0x80, 0xFFC]), 4)
                assert answer.resp == AxiResp.SLVERR and answer.data == bytes(4)
            else:
                offset, expected = self.random.choice([(0x20, 0x12345678), (0x28, 0x10002), (0x40, 0)])
                answer = await self.master.read(offset, 4)
                assert answer.resp == AxiResp.OKAY and int.from_bytes(answer.data, "little") == expected
            self.errors += kind != 3

    def begin(self, transfers):
        """Four users of the registers at once, so that requests of both kinds stand in line."""
        users = [self.work(offset, transfers) for offset in WORDS] + [self.stray(transfers)]
        return [cocotb.start_soon(user) for user in users]

    def tell(self):
        count(writes=self.writes, reads=self.reads, refused=self.errors, answers=sum(judge.beats for judge in self.answers))


@cocotb.test()
async def random_accesses_without_stalls(dut):
    bench = Bench(dut, SEED)
    await start(dut)
    await Combine(*bench.begin(60))
    bench.tell()


@cocotb.test()
async def random_accesses_with_stalls(dut):
    bench = Bench(dut, SEED + 1)
    await start(dut)
    bench.stall()
    await Combine(*bench.begin(120))
    bench.tell()


@cocotb.test()
async def resets_in_the_middle(dut):
    bench = Bench(dut, SEED + 2)
    await start(dut)
    bench.stall()
    for _ in range(8):
        users = bench.begin(1000)
        await ClockCycles(dut.clk, bench.random.randrange(20, 200))
        for user in users:
            user.cancel()
        await reset(dut, bench.random.randrange(1, 5))
        bench.model.reset()
        # The values after the reset, and then traffic again.
        for offset, (_, value) in WORDS.items():
            answer = await bench.master.read(offset, 4)
            assert int.from_bytes(answer.data, "little") == value, f"{offset}: {answer}"
        await Combine(*bench.begin(15))
    bench.tell()
