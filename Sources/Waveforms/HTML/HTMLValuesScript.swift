/// The part of the viewer's script that reads the values: an FST file, store by store, when a store is shown.
enum HTMLValuesScript {
  static let text = #"""
    const about = JSON.parse(document.getElementById("description").textContent);
    // Times of all samples, and of the sections: where the values of each store are.
    let times = new Float64Array(0), sections = [], widths = [], bytes = null;

    async function inflate(data, form = "deflate") {
      const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream(form));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    }
    async function inflated(data, size) { return data.length < size ? inflate(data) : data; }

    class Reader {
      constructor(data, at = 0) { this.data = data; this.at = at; }
      number() { let n = 0; for (let i = 0; i < 8; i++) n = n * 256 + this.data[this.at++]; return n; }
      variable() {
        let n = 0, scale = 1, byte;
        do { byte = this.data[this.at++]; n += (byte & 127) * scale; scale *= 128; } while (byte & 128);
        return n;
      }
      signed() {
        let n = 0, scale = 1, byte;
        do { byte = this.data[this.at++]; n += (byte & 127) * scale; scale *= 128; } while (byte & 128);
        return byte & 64 ? n - scale : n;
      }
      take(count) { this.at += count; return this.data.subarray(this.at - count, this.at); }
    }

    async function readValues() {
      const text = document.getElementById("values").textContent;
      bytes = new Uint8Array(await (await fetch("data:application/octet-stream;base64," + text)).arrayBuffer());
      const reader = new Reader(bytes), parts = [];
      while (reader.at < bytes.length) {
        const type = bytes[reader.at++], end = reader.at + reader.number();
        if (type === 3) {
          const size = reader.number(), count = reader.number();
          const list = new Reader(await inflated(bytes.subarray(reader.at, end), size));
          for (let i = 0; i < count; i++) widths.push(list.variable());
        } else if (type === 8) parts.push([reader.at, end]);
        reader.at = end;
      }
      for (const [start, end] of parts) sections.push(await readSection(start, end));
      const all = sections.flatMap(section => section.times.length), total = all.reduce((a, b) => a + b, 0);
      times = new Float64Array(total);
      let at = 0;
      for (const section of sections) { section.firstTime = at; times.set(section.times, at); at += section.times.length; }
    }

    async function readSection(start, end) {
      const reader = new Reader(bytes, start);
      reader.number(); reader.number(); reader.number();
      // The values before the section are known from its predecessors.
      reader.variable();
      const framePacked = reader.variable();
      reader.variable();
      reader.take(framePacked);
      const count = reader.variable(), origin = reader.at, tail = new Reader(bytes, end - 24);
      const timeSize = tail.number(), timePacked = tail.number(), timeCount = tail.number();
      const timeStart = end - 24 - timePacked;
      const list = new Reader(await inflated(bytes.subarray(timeStart, timeStart + timePacked), timeSize));
      const times = new Float64Array(timeCount);
      for (let i = 0, time = 0; i < timeCount; i++) times[i] = time += list.variable();
      const indexEnd = timeStart - 8, indexSize = new Reader(bytes, indexEnd).number();
      const index = new Reader(bytes, indexEnd - indexSize), chains = new Float64Array(count + 1), places = [];
      for (let store = 0, place = 0; index.at < indexEnd;) {
        if (bytes[index.at] & 1) { place += (index.signed() - 1) / 2; chains[store++] = origin + place; places.push(origin + place); }
        else store += index.variable() / 2;
      }
      places.push(indexEnd - indexSize);
      const ends = new Map(places.slice(0, -1).map((place, i) => [place, places[i + 1]]));
      return { times, chains, ends };
    }

    // A store's changes: `at` has numbers of times, `values` numbers up to 32 bits, else BigInts; unknown values are texts.
    const stores = new Map();
    async function load(store) {
      if (!stores.has(store)) stores.set(store, decode(store).then(ready => { stores.set(store, ready); return ready; }));
      return stores.get(store);
    }

    async function decode(store) {
      const width = widths[store], at = [], values = [], unknown = new Map();
      const add = (time, value) => {
        if (typeof value === "string") { unknown.set(at.length, value); value = width > 32 ? 0n : 0; }
        at.push(time); values.push(value);
      };
      for (const section of sections) {
        const place = section.chains[store];
        if (!place) continue;
        const reader = new Reader(bytes, place), size = reader.variable();
        let data = bytes.subarray(reader.at, section.ends.get(place));
        if (size) data = await inflate(data);
        const chain = new Reader(data);
        let time = section.firstTime;
        while (chain.at < data.length) {
          const head = chain.variable();
          if (width === 1) {
            if (head % 2) { time += Math.floor(head / 16); add(time, "x"); }
            else { time += Math.floor(head / 4); add(time, Math.floor(head / 2) % 2); }
          } else if (head % 2) { time += (head - 1) / 2; add(time, bitsValue(chain.take(width))); }
          else { time += head / 2; add(time, packedValue(chain.take((width + 7) >> 3), width)); }
        }
      }
      return { width, at: Uint32Array.from(at), values: width > 32 ? values : Uint32Array.from(values), unknown };
    }

    function bitsValue(digits) {
      const text = String.fromCharCode(...digits);
      if (/[^01]/.test(text)) return text;
      return text.length > 32 ? BigInt("0b" + text) : parseInt(text, 2);
    }
    function packedValue(data, width) {
      if (width > 32) {
        let text = "0x";
        for (const byte of data) text += byte.toString(16).padStart(2, "0");
        return BigInt(text) >> BigInt((8 - width % 8) % 8);
      }
      let value = 0;
      for (const byte of data) value = value * 256 + byte;
      return Math.floor(value / 2 ** ((8 - width % 8) % 8));
    }

    // The number of the last change at or before a time; -1 before the first one.
    function changeAt(store, time) {
      let low = 0, high = store.at.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (times[store.at[middle]] <= time) low = middle + 1; else high = middle;
      }
      return low - 1;
    }
    """#
}
