# Bitloom's targets. `make` lists them.

SWIFT ?= swift
# Where `make generated` writes; a check may point it elsewhere and compare.
GENERATED ?= Generated
# Writes the Verilog of the reference designs into the folder that follows.
REGENERATE ?= $(SWIFT) run bitloom regenerate --output
# The forms of a circuit that `make fuzz` compares; `NAME/N` runs one circuit of N. Where circuits that differ are written.
FUZZ_ENGINES ?= native,text,icarus,icarus-2001/4,verilator/4,yosys/200
FUZZ_OUTPUT ?= .
FORMATTED := Package.swift Sources Examples Tests

.PHONY: help bootstrap build demo test test-optimised axi axi-tests bench costs prove families elements bench-debug peers parallel sanitizers fuzz mutations planted-bugs generated format lint-format
.DEFAULT_GOAL := help

help: ## Lists the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

bootstrap: ## Installs the tools that are missing
	@Scripts/bootstrap.sh

build: bootstrap ## Builds the library, the programs and the tests
	$(SWIFT) build --build-tests

demo: bootstrap ## Runs the digits accelerator; Verilog and waveform are left in output/
	$(SWIFT) run -c release DigitsDemo

test: build ## Runs all tests
	$(SWIFT) test --skip-build --disable-xctest

test-optimised: bootstrap ## Builds the language optimised and tests that every mistake is told with the same text and place
	BITLOOM_TEST_TARGETS=BitloomTests $(SWIFT) build -c release --build-tests
	BITLOOM_TEST_TARGETS=BitloomTests $(SWIFT) test -c release --skip-build --disable-xctest

axi: axi-tests build ## Drives the AXI components with cocotbext-axi in Icarus; installs it in .build/axi-tests
	$(SWIFT) test --skip-build --disable-xctest --filter CocotbTests

axi-tests:
	@Scripts/axi-tests/install.sh .build/axi-tests

bench: bootstrap peers ## Measures elaboration and simulation speed, and compares with other simulators
	$(SWIFT) run -c release Benchmarks

costs: bootstrap ## Tells what the arithmetic costs beside plain operators, on all targets (some minutes)
	$(SWIFT) run -c release Benchmarks costs

prove: bootstrap ## Proves all claims of the library with z3 (some minutes)
	$(SWIFT) build -c release --product bitloom
	.build/release/bitloom prove --limit 600

families: build ## Synthesises all components for iCE40, ECP5 and Xilinx: compares netlists and costs (some minutes)
	BITLOOM_ALL_FAMILIES=1 $(SWIFT) test --skip-build --disable-xctest --filter 'NetlistTests|MemoryCostTests'

elements: build ## Tests the bit-weight elements with all encoders and shapes (a minute or two)
	BITLOOM_ALL_ELEMENTS=1 $(SWIFT) test --skip-build --disable-xctest --filter 'BitWeightExactnessTests'

bench-debug: bootstrap ## Measures how much slower the native engine is in a debug build
	$(SWIFT) build --product Benchmarks
	$(SWIFT) build -c release --product Benchmarks
	.build/debug/Benchmarks native-debug .build/release/Benchmarks

peers:
	@Scripts/peers/install.sh .build/peers

parallel: build ## Runs 1,000 simulations at once; no one may see anything of another
	BITLOOM_PARALLEL_CASES=1000 $(SWIFT) test --skip-build --disable-xctest --filter ParallelTests

# Each in a build of its own. Leaks of Foundation are named in the file, with what they are.
sanitizers: bootstrap ## Runs the engines, and 1,000 simulations at once, with the thread sanitizer and the leak sanitizer
	BITLOOM_TEST_TARGETS=CosimulationTests,TestbenchTests $(SWIFT) build --sanitize=thread --scratch-path .build/thread --build-tests
	TSAN_OPTIONS=exitcode=66 BITLOOM_PARALLEL_CASES=1000 .build/thread/debug/bitloomPackageTests.xctest \
		--testing-library swift-testing
	BITLOOM_TEST_TARGETS=CosimulationTests $(SWIFT) build --sanitize=address --scratch-path .build/address --build-tests
	LSAN_OPTIONS=suppressions=Scripts/known-leaks.txt ASAN_OPTIONS=detect_leaks=1:exitcode=66 BITLOOM_PARALLEL_CASES=1000 \
		.build/address/debug/bitloomPackageTests.xctest --testing-library swift-testing

fuzz: bootstrap ## Compares all engines on 2,000 random circuits; every operator and kind of statement has to occur
	$(SWIFT) build -c release --product bitloom
	.build/release/bitloom fuzz --circuits 2000 --seed 1 --operators 50 --cycles 100 --engines $(FUZZ_ENGINES) --coverage \
		--require-coverage --output $(FUZZ_OUTPUT)

# Optimised, in a folder of its own: in a debug build the argument parser needs 15 ms for a line.
mutations: bootstrap ## Spoils 100,000 command lines and as many configuration files and RTL texts
	BITLOOM_TEST_TARGETS=BitloomCommandTests,RTLTests $(SWIFT) build -c release --scratch-path .build/mutations -Xswiftc -enable-testing \
		--build-tests
	BITLOOM_TEST_TARGETS=BitloomCommandTests,RTLTests BITLOOM_MUTATIONS=100000 $(SWIFT) test -c release --scratch-path .build/mutations \
		-Xswiftc -enable-testing --skip-build --disable-xctest --filter 'MutatedInputTests|DesignTextTests'

planted-bugs: bootstrap ## Plants bugs in the sources one at a time; every one must be caught by the tests (about half an hour)
	Scripts/planted-bugs/run.sh --report Docs/PlantedBugs.md

generated: bootstrap ## Regenerates the committed Verilog in Generated/
	$(REGENERATE) $(GENERATED)

format: ## Formats all Swift sources in place
	$(SWIFT) format --in-place --recursive --parallel --configuration .swift-format $(FORMATTED)

lint-format: ## Fails where a Swift source is not formatted or breaks a style rule
	$(SWIFT) format lint --strict --recursive --parallel --configuration .swift-format $(FORMATTED)
