/// The part of the viewer's script that turns values and times into text.
enum HTMLTextScript {
  static let text = #"""
    const radixes = { auto: "As declared", hex: "Hexadecimal", unsigned: "Unsigned", signed: "Signed", binary: "Binary",
      names: "Names", fixed: "Fixed point" };

    function radixesOf(variable) {
      return Object.keys(radixes).filter(radix => (radix !== "names" || variable.names !== undefined) &&
        (radix !== "fixed" || variable.fraction !== undefined));
    }
    function declaredRadix(variable) {
      if (variable.names !== undefined) return "names";
      if (variable.fraction !== undefined) return "fixed";
      if (variable.signed) return "signed";
      return variable.width === 1 ? "binary" : "hex";
    }

    function valueText(variable, radix, store, index) {
      if (index < 0) return "";
      const text = store.unknown.get(index);
      if (text !== undefined) return unknownText(text, radix);
      return numberText(variable, radix, store.values[index]);
    }
    function unknownText(text, radix) {
      if (!/[01]/.test(text)) return "x";
      if (radix === "binary") return text;
      const digits = text.padStart(Math.ceil(text.length / 4) * 4, "0").match(/.{4}/g);
      return "0x" + digits.map(digit => /x/.test(digit) ? "x" : parseInt(digit, 2).toString(16)).join("");
    }
    function numberText(variable, radix, value) {
      const width = variable.width;
      if (radix === "auto") radix = declaredRadix(variable);
      switch (radix) {
      case "hex": return (width > 4 ? "0x" : "") + value.toString(16).padStart(Math.ceil(width / 4), "0");
      case "binary": return (width > 1 ? "0b" : "") + value.toString(2).padStart(width, "0");
      case "unsigned": return value.toString();
      case "signed": return signed(value, width).toString();
      case "names": return about.enumerations[variable.names].cases[value.toString(16).padStart(Math.ceil(width / 4), "0")] ??
        "?" + value;
      case "fixed": return fixedText(variable.signed ? signed(value, width) : value, variable.fraction);
      }
    }
    function signed(value, width) {
      if (typeof value === "bigint") return BigInt.asIntN(width, value);
      return value >= 2 ** (width - 1) ? value - 2 ** width : value;
    }
    // Exact: a binary fraction has as many decimal digits as bits.
    function fixedText(value, fraction) {
      let number = BigInt(value);
      if (fraction <= 0) return (number << BigInt(-fraction)).toString();
      const sign = number < 0n ? "-" : "";
      if (number < 0n) number = -number;
      const digits = (number * 5n ** BigInt(fraction)).toString().padStart(fraction + 1, "0");
      const part = digits.slice(-fraction).replace(/0+$/, "");
      return sign + digits.slice(0, -fraction) + (part ? "." + part : "");
    }

    const units = [[1e9, "s"], [1e6, "ms"], [1e3, "\u00b5s"], [1, "ns"]];
    function timeText(time, step = 0) {
      const size = Math.max(Math.abs(time), step);
      const [scale, unit] = units.find(([scale]) => size >= scale) ?? units[3];
      return +(time / scale).toPrecision(9) + " " + unit;
    }
    // The cycle that a time is in, counted as the test bench does.
    function cycleOf(time) { return Math.floor(time / about.cycle) - about.firstCycle; }
    function count(number, noun) { return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`; }
    function escaped(text) { return text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`); }
    """#
}
