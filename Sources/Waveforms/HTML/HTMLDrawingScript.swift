/// The part of the viewer's script that draws the waves, the ruler and the overview.
enum HTMLDrawingScript {
  static let text = #"""
    const canvas = byId("canvas"), overview = byId("overview"), pen = canvas.getContext("2d"), thin = overview.getContext("2d");
    const rulerHeight = 30, rowHeight = 26, overviewHeight = 30;
    let from = 0, to = 1, first = 0, last = 1, cursor = null, marker = null, selection = null, isPending = false;
    let width = 0, height = 0, colors = {};

    function later() { if (!isPending) { isPending = true; requestAnimationFrame(draw); } }
    const xOf = time => (time - from) / (to - from) * width, timeOf = x => from + x / width * (to - from);

    function measure() {
      const box = byId("waves").getBoundingClientRect(), scale = devicePixelRatio || 1;
      width = Math.max(box.width, 10);
      height = Math.max(box.height, 10);
      for (const [target, context, tall] of [[canvas, pen, height - overviewHeight], [overview, thin, overviewHeight]]) {
        target.width = width * scale; target.height = tall * scale;
        target.style.width = width + "px"; target.style.height = tall + "px";
        context.setTransform(scale, 0, 0, scale, 0, 0);
      }
      const style = getComputedStyle(document.documentElement);
      for (const name of ["page", "panel", "line", "soft", "text", "dim", "accent", "accent-soft", "cursor", "marker", "wave-page",
        "grid", "high", "fill", "bus", "bus-fill", "names", "names-fill", "unknown", "clock", "dense", "dense-bit"])
        colors[name] = style.getPropertyValue("--" + name).trim();
      // At once: a canvas of another size is empty.
      draw();
    }

    function draw() {
      isPending = false;
      pen.fillStyle = colors["wave-page"];
      pen.fillRect(0, 0, width, height);
      const step = tickStep();
      drawGrid(step);
      pen.save();
      pen.beginPath();
      pen.rect(0, rulerHeight, width, height);
      pen.clip();
      visible.forEach((row, index) => {
        const top = rulerHeight + index * rowHeight - list.scrollTop;
        if (top < rulerHeight - rowHeight || top > height) return;
        if (row === chosen) { pen.fillStyle = colors["accent-soft"]; pen.globalAlpha = 0.55; pen.fillRect(0, top, width, rowHeight);
          pen.globalAlpha = 1; }
        if (row.store) drawRow(row, top);
      });
      pen.restore();
      drawRuler(step);
      if (selection) { pen.fillStyle = colors.accent; pen.globalAlpha = 0.15;
        pen.fillRect(xOf(selection[0]), 0, xOf(selection[1]) - xOf(selection[0]), height); pen.globalAlpha = 1; }
      if (marker !== null) drawLine(marker, colors.marker, "M", 14);
      if (cursor !== null) drawLine(cursor, colors.cursor, timeText(cursor, step), 0);
      drawOverview();
      writeValues();
    }

    function tickStep() {
      const least = (to - from) / Math.max(width / 110, 1), power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-9)));
      return Math.max([1, 2, 5, 10].find(factor => factor * power >= least) * power, 1);
    }
    function drawGrid(step) {
      pen.fillStyle = colors.grid;
      for (let time = Math.ceil(from / step) * step; time <= to; time += step)
        pen.fillRect(Math.round(xOf(time)), rulerHeight, 1, height);
    }
    function drawRuler(step) {
      pen.fillStyle = colors.panel;
      pen.fillRect(0, 0, width, rulerHeight);
      pen.fillStyle = colors.line;
      pen.fillRect(0, rulerHeight - 1, width, 1);
      pen.font = "11px system-ui, sans-serif";
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      for (let time = Math.floor(from / step) * step; time <= to; time += step) {
        const x = Math.round(xOf(time));
        pen.fillStyle = colors.line;
        pen.fillRect(x, rulerHeight - 9, 1, 9);
        for (let i = 1; i < 5; i++) pen.fillRect(Math.round(xOf(time + step * i / 5)), rulerHeight - 4, 1, 4);
        pen.fillStyle = colors.dim;
        pen.fillText(timeText(time, step), x + 5, 12);
      }
    }
    function drawLine(time, color, label, top) {
      const x = Math.round(xOf(time));
      if (x < -100 || x > width + 100) return;
      pen.fillStyle = color;
      pen.fillRect(x, 0, 1.5, height);
      pen.font = "11px system-ui, sans-serif";
      pen.textBaseline = "middle";
      pen.textAlign = "center";
      const wide = pen.measureText(label).width + 12, left = Math.min(Math.max(x - wide / 2, 0), width - wide);
      pen.beginPath();
      pen.roundRect(left, top, wide, 17, 4);
      pen.fill();
      pen.fillStyle = colors["wave-page"];
      pen.fillText(label, left + wide / 2, top + 9);
      pen.textAlign = "left";
    }

    function drawRow(row, top) {
      const { variable, store } = row, high = top + 5.5, low = top + rowHeight - 4.5;
      const end = Math.min(width, xOf(last));
      let index = Math.max(changeAt(store, from), 0), x = xOf(times[store.at[index]] ?? 0);
      const isBit = variable.width === 1 && variable.names === undefined;
      const color = variable.kind === "clock" ? colors.clock : isBit ? colors.high
        : variable.names !== undefined ? colors.names : colors.bus;
      pen.lineWidth = 1.25;
      // Runs of changes that are too dense to tell apart are one filled block.
      const path = new Path2D(), fill = new Path2D(), unknown = new Path2D(), texts = [];
      let level = null, dense = null;
      const endDense = () => {
        if (dense === null) return;
        pen.fillStyle = isBit ? colors["dense-bit"] : colors.dense;
        pen.fillRect(dense[0], high, Math.max(dense[1] - dense[0], 1), low - high);
        dense = null;
      };
      while (index < store.at.length) {
        const next = index + 1 < store.at.length ? Math.min(xOf(times[store.at[index + 1]]), end) : end;
        if (x > end) break;
        if (next - x < 1.5 && index + 1 < store.at.length) {
          const start = Math.max(x, 0), column = start + 1.5;
          if (dense && start - dense[1] < 2) dense[1] = column; else { endDense(); dense = [start, column]; }
          // The last change within this column.
          const skip = Math.max(changeAt(store, timeOf(column)), index + 1);
          index = skip; x = xOf(times[store.at[index]]); level = null;
          continue;
        }
        endDense();
        const left = Math.max(x, -2), right = next;
        if (store.unknown.has(index)) {
          unknown.rect(left, high, right - left, low - high);
          level = null;
          if (variable.width > 1) texts.push([left, right, index]);
        } else if (isBit) {
          const y = store.values[index] ? high : low;
          if (level !== null) { path.moveTo(left, level); path.lineTo(left, y); }
          path.moveTo(left, y); path.lineTo(right, y);
          if (store.values[index] && variable.kind !== "clock") fill.rect(left, high, right - left, low - high);
          level = y;
        } else {
          const slope = Math.min(3, (right - left) / 2), middle = (high + low) / 2;
          const begin = index === 0 || x < 0 ? 0 : slope, finish = right >= width ? 0 : slope;
          path.moveTo(left, begin ? middle : high);
          path.lineTo(left + begin, high); path.lineTo(right - finish, high); path.lineTo(right, finish ? middle : high);
          path.moveTo(left, begin ? middle : low);
          path.lineTo(left + begin, low); path.lineTo(right - finish, low); path.lineTo(right, finish ? middle : low);
          fill.rect(left, high, right - left, low - high);
          texts.push([left, right, index]);
        }
        index++;
        x = next;
      }
      endDense();
      pen.fillStyle = isBit ? colors.fill : variable.names !== undefined ? colors["names-fill"] : colors["bus-fill"];
      pen.fill(fill);
      pen.strokeStyle = color;
      pen.stroke(path);
      pen.strokeStyle = colors.unknown;
      pen.fillStyle = colors.unknown;
      pen.stroke(unknown);
      pen.globalAlpha = 0.15; pen.fill(unknown); pen.globalAlpha = 1;
      drawTexts(row, texts, top);
    }

    function drawTexts(row, texts, top) {
      pen.font = "11.5px ui-monospace, SF Mono, Menlo, DejaVu Sans Mono, monospace";
      pen.textBaseline = "middle";
      const letter = pen.measureText("0").width;
      for (const [left, right, index] of texts) {
        const start = Math.max(left, 0) + 6, room = Math.floor((Math.min(right, width) - start - 3) / letter);
        if (room < 1) continue;
        let text = valueText(row.variable, row.radix, row.store, index);
        if (text.length > room) text = room > 2 ? text.slice(0, room - 1) + "\u2026" : "";
        pen.fillStyle = row.store.unknown.has(index) ? colors.unknown : colors.text;
        pen.fillText(text, start, top + rowHeight / 2 + 1);
      }
    }

    function drawOverview() {
      thin.fillStyle = colors.panel;
      thin.fillRect(0, 0, width, overviewHeight);
      thin.fillStyle = colors.line;
      thin.fillRect(0, 0, width, 1);
      const place = time => (time - first) / (last - first) * (width - 20) + 10;
      thin.fillStyle = colors.soft;
      thin.beginPath(); thin.roundRect(10, 10, width - 20, 10, 5); thin.fill();
      thin.fillStyle = colors.accent;
      thin.globalAlpha = 0.45;
      thin.beginPath(); thin.roundRect(place(from), 9, Math.max(place(to) - place(from), 5), 12, 5); thin.fill();
      thin.globalAlpha = 1;
      for (const [time, color] of [[marker, colors.marker], [cursor, colors.cursor]]) {
        if (time === null) continue;
        thin.fillStyle = color;
        thin.fillRect(place(time) - 0.75, 5, 1.5, 20);
      }
    }

    function writeValues() {
      const shown = time => time === null ? "\u2013" : `${timeText(time)} <small>cycle ${cycleOf(time).toLocaleString("en")}</small>`;
      byId("cursorTime").innerHTML = shown(cursor);
      byId("markerTime").innerHTML = shown(marker);
      const distance = cursor === null || marker === null ? null : cursor - marker, cycles = distance / about.cycle;
      byId("difference").innerHTML = distance === null ? "\u2013"
        : `${timeText(distance)} <small>${+cycles.toFixed(1)} cycle${Math.abs(cycles) === 1 ? "" : "s"}</small>`;
      for (const row of visible) {
        if (!row.store) continue;
        const time = cursor ?? last, text = valueText(row.variable, row.radix, row.store, changeAt(row.store, time));
        const cell = row.node.lastChild;
        if (cell.textContent !== text) { cell.textContent = text; cell.title = text; }
      }
    }
    """#
}
