import Bitloom
import Foundation
import Testbench
import Testing

@testable import Waveforms

@Suite(.serialized) struct PageTests {
  private static let reason: Comment = "Chromium is not installed"

  /// What Chromium makes of a page.
  private func dom(_ path: String, _ fragment: String) throws -> String {
    try run(path, fragment, ["--dump-dom"])
  }

  private func run(_ path: String, _ fragment: String, _ arguments: [String]) throws -> String {
    let browser = try #require(Tool.chromium)
    let profile = path + ".profile"
    defer { try? FileManager.default.removeItem(atPath: profile) }
    return try Tool.run(
      browser,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,720",
        "--virtual-time-budget=8000", "--user-data-dir=\(profile)",
      ] + arguments + ["file://\(path)#\(fragment)"])
  }

  private func check(in dom: String) throws -> [String] {
    let start = try #require(dom.range(of: "<pre id=\"check\" hidden=\"\">")).upperBound
    let end = try #require(dom.range(of: "</pre>", range: start..<dom.endIndex)).lowerBound
    return dom[start..<end].split(separator: "\n").map(String.init)
  }

  @Test(.enabled(if: Tool.chromium != nil, PageTests.reason))
  func namesAndValues() throws {
    func checkPage(_ folder: String) throws {
      let path = "\(folder)/run.html"
      try simulate(Mixer(), trace: .file(path)) { dut in
        dut.sample.left = -3
        dut.gain = 1.5
        dut.valid = 1
        dut.step(2)
        dut.sample.right = 31
        dut.gain = 0.25
        dut.step(3)
      }
      let dom = try dom(path, "theme=dark&cursor=25&marker=15&check=0,19,35,60")
      let lines = try check(in: dom)
      #expect(
        lines == [
          "mixer.clk 0 1 1 0", "mixer.rst 1 0 0 0", "[sample]", "mixer.sample_left 0 -3 -3 -3",
          "mixer.sample_right 0 0 31 31", "mixer.valid 0 1 1 1", "mixer.gain 0 1.5 0.25 0.25", "mixer.sum 0 -3 28 28",
          "mixer.scaled 0 -4.5 7 7", "[history]", "mixer.history_0 0 -3 -3 -3", "mixer.history_1 0 0 -3 -3",
          "mixer.history_2 0 0 -3 -3",
          "mixer.wide 0x000000000000000000 0x000000000000000002 0x000000000000000008 0x000000000000000020",
          "mixer.is_full 0 0 0 0",
          "mixer.phase idle filling filling filling", "mixer.count 0 1 3 5", "mixer.product 0 -4.5 7 7",
          "mixer.wide_shift 0x000000000000000000 0x000000000000000002 0x000000000000000008 0x000000000000000020",
        ])
      for text in [
        ">25 ns <small>cycle 1</small>", ">10 ns <small>1 cycle</small>", "data-theme=\"dark\"", ">mixer</b>",
        ">left</span>", ">line</span>", " signals, 6 cycles",
      ] {
        let isThere = dom.contains(text)
        #expect(isThere, "no \(text)")
      }
    }
    try Files.inFolder { try checkPage($0) }
  }

  /// Unknown values, sections that follow one another, and numbers of all widths.
  @Test(.enabled(if: Tool.chromium != nil, PageTests.reason))
  func valuesOfEveryWidth() throws {
    var wave = RandomWave(samples: 60, seed: 41, hasUnknown: true)
    // Only what the top has is shown at first: the same stores, without instances.
    wave = wave.flattened
    func checkPage(_ folder: String) throws {
      let path = "\(folder)/run.html"
      try wave.write(to: HTMLWriter(path: path, wave.hierarchy, limit: .max, mostChanges: 100))
      let times = [0, 55, 140, 295]
      let lines = try check(in: dom(path, "radix=binary&check=\(times.map(String.init).joined(separator: ","))"))
      var expected: [String] = []
      let changes = wave.expectedChanges()
      wave.hierarchy.forEachVariable { _, variable in
        let texts = times.map { time -> String in
          let lines: [String] = changes["top.\(variable.name)"] ?? []
          let line: String = lines.last { Int($0.prefix { $0 != " " }) ?? 0 <= time } ?? ""
          let digits: String = line.split(separator: " ").last.map { String($0) } ?? ""
          return digits.allSatisfy { $0 == "x" }
            ? "x" : variable.width > 1 && !digits.contains("x") ? "0b" + digits : digits
        }
        expected.append("top.\(variable.name) \(texts.joined(separator: " "))")
      }
      #expect(lines == expected)
    }
    try Files.inFolder { try checkPage($0) }
  }

  @Test(.enabled(if: Tool.chromium != nil, PageTests.reason))
  func aPictureIsDrawn() throws {
    try Files.inFolder { folder in
      let path = "\(folder)/run.html"
      try simulate(Mixer(), trace: .file(path)) { EngineWaveformTests.run($0, cycles: 60) }
      for theme in ["light", "dark"] {
        let picture = "\(folder)/\(theme).png"
        _ = try run(path, "theme=\(theme)&cursor=205", ["--screenshot=\(picture)"])
        // A page without waves compresses to a third of that.
        #expect(Files.size(picture) > 40_000)
      }
    }
  }

  @Test(.enabled(if: Tool.chromium != nil, PageTests.reason))
  func largeWavesNameTheViewersForThem() throws {
    let wave = RandomWave(samples: 200, seed: 43)
    try Files.inFolder { folder in
      let path = "\(folder)/run.html"
      try wave.write(to: HTMLWriter(path: path, wave.hierarchy, limit: 1000))
      #expect(Files.size(path + ".fst") > 1000)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["run.html", "run.html.fst"])
      #expect(try dom(path, "").contains("They are in run.html.fst beside this page: open that with GTKWave or Surfer"))
    }
  }

  /// What a user does with mouse and keyboard, done by a script.
  @Test(.enabled(if: Tool.chromium != nil, PageTests.reason))
  func theToolsOfThePage() throws {
    try Files.inFolder { folder in
      let path = "\(folder)/run.html"
      try simulate(Mixer(), trace: .file(path)) { EngineWaveformTests.run($0, cycles: 60) }
      let script = """
        <script>
        addEventListener("load", async () => {
          while (!visible.length || !visible.every(row => row.group === true || row.store)) await new Promise(go => setTimeout(go, 20));
          const lines = [], tell = (name, value) => lines.push(`${name}: ${value}`);
          const row = name => visible.find(row => row.variable?.name === name);
          const press = (key, shiftKey = false) => document.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
          choose(row("phase"));
          setCursor(0);
          press("ArrowRight"); tell("first edge", cursor);
          press("ArrowRight"); tell("second edge", cursor);
          press("m"); press("ArrowLeft"); draw();
          tell("difference", document.getElementById("difference").textContent);
          tell("value", row("phase").node.lastChild.textContent);
          row("phase").radix = "binary"; draw(); tell("binary", row("phase").node.lastChild.textContent);
          row("scaled").radix = "hex"; draw(); tell("hexadecimal", row("scaled").node.lastChild.textContent);
          press("f"); tell("everything", from === first && to >= last);
          press("+"); tell("zoomed", (to - from) * 2 < (last - first) * 1.05);
          tree.querySelector(".scope .add").click();
          document.getElementById("search").value = "stage_1 held";
          document.getElementById("search").dispatchEvent(new Event("input"));
          tell("found", document.getElementById("summary").textContent);
          tree.querySelector(".leaf").click(); tell("last row", visible.at(-1).variable.full);
          const count = visible.length;
          press("Delete"); tell("removed", count - visible.length);
          const group = visible.find(row => row.group === true && row.name === "sample");
          group.node.click(); tell("closed", count - 1 - visible.length);
          move(row("count"), row("clk")); tell("first", visible[0].variable.name);
          const box = canvas.getBoundingClientRect();
          const event = (type, x, y, rest) => canvas.dispatchEvent(new PointerEvent(type, { clientX: box.left + x, clientY: box.top + y,
            pointerId: 1, button: 0, bubbles: true, ...rest }));
          canvas.setPointerCapture = () => {};
          fit();
          event("pointerdown", xOf(100) + 2, rulerHeight + 1.5 * rowHeight); event("pointerup", 0, 0);
          tell("snapped", cursor);
          tell("chosen", chosen.variable.name);
          event("pointerdown", xOf(100), 40, { shiftKey: true }); event("pointermove", xOf(200), 40); event("pointerup", 0, 0);
          tell("selected", Math.round(from) + " to " + Math.round(to));
          press("t"); tell("theme", document.documentElement.dataset.theme);
          press("r"); tell("menu", [...document.querySelectorAll("#menu button")].map(button => button.textContent).join(", "));
          document.getElementById("check").textContent = lines.join("\\n");
        });
        </script>
        """
      try (Files.text(path) + script).write(toFile: path, atomically: true, encoding: .utf8)
      let lines = try check(in: dom(path, "theme=light"))
      #expect(
        lines == [
          "first edge: 15", "second edge: 105", "difference: -90 ns -9 cycles", "value: filling", "binary: 0b01",
          "hexadecimal: 0x214", "everything: true", "zoomed: true", "found: 1 signal found",
          "last row: mixer.line.stage_1.held", "removed: 1", "closed: 2", "first: count", "snapped: 100", "chosen: clk",
          "selected: 100 to 200", "theme: dark",
          "menu: As declared, Hexadecimal, Unsigned, Signed, Binary, Remove",
        ])
    }
  }

  @Test func nothingInAPageIsFromElsewhere() throws {
    let page = HTMLPage.head + HTMLPage.tail
    for text in ["http:", "https:", "src=", "@import", "url("] { #expect(!page.contains(text), "\(text)") }
    #expect(page.utf8.count < 64_000)
  }

  /// Names may have what HTML and JavaScript read in their own way.
  @Test func namesCannotEndTheScript() {
    var hierarchy = WaveformHierarchy()
    hierarchy.enter("</script><b>", module: "top")
    hierarchy.leave()
    let description = HTMLDescription(hierarchy, name: "a.html", tooLarge: nil)
    #expect(!description.json.contains("<"))
  }
}

extension RandomWave {
  /// The same stores in a top module alone, all read in binary.
  fileprivate var flattened: RandomWave {
    var flat = WaveformHierarchy()
    flat.enter("top", module: "top")
    var known: Set<Int> = []
    hierarchy.forEachVariable { _, variable in
      guard known.insert(variable.store).inserted else { return }
      let store = flat.addStore(width: variable.width)
      flat.add(
        .init(
          name: variable.name, path: variable.name, width: variable.width, kind: .wire, reading: .bits, store: store))
    }
    flat.leave()
    return RandomWave(hierarchy: flat, samples: samples)
  }
}
