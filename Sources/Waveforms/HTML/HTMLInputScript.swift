/// The part of the viewer's script that follows mouse and keyboard.
enum HTMLInputScript {
  static let text = #"""
    function zoom(factor, center = (from + to) / 2) {
      const least = 2, most = (last - first) * 1.1, span = Math.min(Math.max((to - from) * factor, least), most);
      const share = (center - from) / (to - from);
      show(center - share * span, center + (1 - share) * span);
    }
    function show(start, end) {
      const span = end - start, slack = span * 0.05;
      const least = first - slack, most = last + slack - span;
      from = Math.min(Math.max(start, Math.min(least, most)), Math.max(least, most));
      to = from + span;
      later();
    }
    function pan(time) { show(from + time, to + time); }
    function fit() { from = first; to = last + (last - first) * 0.01; later(); }
    function setCursor(time) {
      cursor = Math.min(Math.max(time, first), last);
      if (cursor < from || cursor > to) show(cursor - (to - from) / 2, cursor + (to - from) / 2);
      later();
    }
    function edge(direction) {
      const row = chosen?.store ? chosen : visible.find(row => row.store);
      if (!row) return;
      const time = cursor ?? first, index = changeAt(row.store, direction > 0 ? time : time - 1e-6) + (direction > 0 ? 1 : 0);
      if (index >= 0 && index < row.store.at.length) setCursor(times[row.store.at[index]]);
    }
    // The nearest edge of the row under the mouse, when it is near enough.
    function snapped(x, y) {
      const row = visible[Math.floor((y - rulerHeight + list.scrollTop) / rowHeight)], time = timeOf(x);
      if (!row?.store) return time;
      const index = changeAt(row.store, time);
      const near = [index, index + 1].map(i => times[row.store.at[i]]).filter(t => t !== undefined && Math.abs(xOf(t) - x) < 7);
      near.sort((a, b) => Math.abs(a - time) - Math.abs(b - time));
      return near[0] ?? time;
    }

    function listen() {
      let drag = null;
      const place = event => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
      canvas.addEventListener("pointerdown", event => {
        const [x, y] = place(event);
        canvas.setPointerCapture(event.pointerId);
        if (event.button === 1 || event.altKey) drag = { pan: true, x, from, to };
        else if (event.button === 0 && event.shiftKey) { drag = { select: timeOf(x) }; }
        else if (event.button === 0) {
          drag = { cursor: true };
          setCursor(snapped(x, y));
          const row = visible[Math.floor((y - rulerHeight + list.scrollTop) / rowHeight)];
          if (row && y > rulerHeight) choose(row);
        }
        canvas.classList.toggle("panning", !!drag?.pan);
        event.preventDefault();
        list.focus({ preventScroll: true });
      });
      canvas.addEventListener("pointermove", event => {
        const [x, y] = place(event);
        if (drag?.pan) show(drag.from - (x - drag.x) / width * (drag.to - drag.from), drag.to - (x - drag.x) / width * (drag.to - drag.from));
        else if (drag?.cursor) setCursor(Math.min(Math.max(snapped(x, y), from), to));
        else if (drag) { selection = [drag.select, timeOf(x)].sort((a, b) => a - b); later(); }
      });
      canvas.addEventListener("pointerup", () => {
        if (selection && selection[1] - selection[0] > (to - from) / 200) show(...selection);
        selection = drag = null;
        canvas.classList.remove("panning");
        later();
      });
      canvas.addEventListener("contextmenu", event => {
        event.preventDefault();
        marker = Math.min(Math.max(snapped(...place(event)), first), last);
        later();
      });
      canvas.addEventListener("wheel", event => {
        event.preventDefault();
        if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY * 0.002), timeOf(place(event)[0]));
        else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
          pan((event.deltaX || event.deltaY) / width * (to - from));
        else list.scrollTop += event.deltaY;
      }, { passive: false });
      overview.addEventListener("pointerdown", event => { overview.setPointerCapture(event.pointerId); jump(event); });
      overview.addEventListener("pointermove", event => { if (event.buttons) jump(event); });
      const jump = event => {
        const middle = first + (event.offsetX - 10) / (width - 20) * (last - first), half = (to - from) / 2;
        show(middle - half, middle + half);
      };
      list.addEventListener("scroll", later);
      listenToList();
      listenToKeys();
      const buttons = { fit, zoomIn: () => zoom(0.5, focus()), zoomOut: () => zoom(2, focus()), previous: () => edge(-1),
        next: () => edge(1), theme: switchTheme, help: () => byId("keys").showModal(), save };
      for (const [id, action] of Object.entries(buttons)) byId(id).addEventListener("click", action);
      new ResizeObserver(measure).observe(byId("waves"));
      for (const grip of document.querySelectorAll(".grip")) {
        grip.addEventListener("pointerdown", event => { grip.setPointerCapture(event.pointerId); event.preventDefault(); });
        grip.addEventListener("pointermove", event => {
          if (!event.buttons) return;
          const start = grip.previousElementSibling.getBoundingClientRect().left;
          document.documentElement.style.setProperty(grip.dataset.column, Math.max(event.clientX - start, 90) + "px");
        });
      }
    }
    const focus = () => cursor !== null && cursor >= from && cursor <= to ? cursor : (from + to) / 2;

    function listenToList() {
      const rowOf = event => event.target.closest(".row")?.row;
      list.addEventListener("click", event => {
        const row = rowOf(event);
        if (row?.group === true) { row.open = !row.open; refresh(); }
        if (row) choose(row);
      });
      list.addEventListener("contextmenu", event => {
        const row = rowOf(event);
        if (!row) return;
        event.preventDefault();
        choose(row);
        openMenu(row, event.clientX, event.clientY);
      });
      list.addEventListener("dblclick", event => { const row = rowOf(event); if (row?.variable) openMenu(row, event.clientX, event.clientY); });
      let dragged = null;
      list.addEventListener("dragstart", event => { dragged = rowOf(event); });
      list.addEventListener("dragover", event => { event.preventDefault();
        list.querySelector(".drop")?.classList.remove("drop"); rowOf(event)?.node.classList.add("drop"); });
      list.addEventListener("drop", event => { event.preventDefault(); move(dragged, rowOf(event)); });
      tree.addEventListener("click", event => {
        const node = event.target.closest(".node");
        if (node?.variable) toggle(node.variable);
        else if (node && event.target.classList.contains("add")) showScope(node.scope);
        else if (node) { if (!open.delete(node.scope)) open.add(node.scope); drawTree(); }
      });
      byId("search").addEventListener("input", drawTree);
      document.addEventListener("pointerdown", event => { if (!event.target.closest("#menu")) byId("menu").hidden = true; });
    }
    function openMenu(row, x, y) {
      const menu = byId("menu"), entries = [];
      const entry = (text, isOn, action) => {
        const button = document.createElement("button");
        button.textContent = text;
        button.className = isOn ? "on" : "";
        button.onclick = () => { menu.hidden = true; action(); };
        entries.push(button);
      };
      if (row.variable) for (const radix of radixesOf(row.variable))
        entry(radixes[radix], row.radix === radix, () => { row.radix = radix; later(); });
      if (row.variable) entries.push(document.createElement("hr"));
      entry("Remove", false, () => remove(row));
      menu.replaceChildren(...entries);
      menu.hidden = false;
      menu.style.left = Math.min(x, innerWidth - menu.offsetWidth - 8) + "px";
      menu.style.top = Math.min(y, innerHeight - menu.offsetHeight - 8) + "px";
    }

    const keys = [
      ["Left, Right", "previous, next edge of the chosen signal", ["ArrowLeft", () => edge(-1)], ["ArrowRight", () => edge(1)]],
      ["Shift + Left, Right", "move the window", ["S-ArrowLeft", () => pan((from - to) / 4)], ["S-ArrowRight", () => pan((to - from) / 4)]],
      ["Up, Down", "choose a signal", ["ArrowUp", () => step(-1)], ["ArrowDown", () => step(1)]],
      ["+, -, F", "zoom in, zoom out, show everything", ["+", () => zoom(0.5, focus())], ["=", () => zoom(0.5, focus())],
        ["-", () => zoom(2, focus())], ["f", fit]],
      ["Home, End", "cursor to the start, to the end", ["Home", () => setCursor(first)], ["End", () => setCursor(last)]],
      ["M", "marker at the cursor", ["m", () => { marker = marker === cursor ? null : cursor; later(); }]],
      ["R", "radix of the chosen signal", ["r", () => { const box = chosen?.node?.getBoundingClientRect();
        if (box && chosen.variable) openMenu(chosen, box.left + 60, box.bottom); }]],
      ["Delete", "remove the chosen signal", ["Delete", () => chosen && remove(chosen)], ["Backspace", () => chosen && remove(chosen)]],
      ["/, T, ?", "search, light or dark, this table", ["/", () => byId("search").focus()], ["t", switchTheme],
        ["?", () => byId("keys").showModal()], ["Escape", () => { byId("menu").hidden = true; document.activeElement.blur(); }]],
      ["Click, drag", "cursor, which snaps to edges; right click: marker"],
      ["Wheel", "signals; with Ctrl: zoom; with Shift: move"],
      ["Shift + drag", "zoom to a part; Alt + drag or middle button: move"],
    ];
    function listenToKeys() {
      const actions = new Map(keys.flatMap(([, , ...actions]) => actions));
      byId("keyTable").innerHTML = keys.map(([key, text]) => `<tr><td>${escaped(key)}</td><td>${escaped(text)}</td></tr>`).join("");
      document.addEventListener("keydown", event => {
        if (event.target.matches?.("input, dialog *") && event.key !== "Escape") return;
        if (event.ctrlKey || event.metaKey) return;
        const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
        const action = actions.get((event.shiftKey && name.startsWith("Arrow") ? "S-" : "") + name);
        if (action) { event.preventDefault(); action(); }
      });
    }
    function step(by) {
      const index = visible.indexOf(chosen);
      choose(visible[Math.min(Math.max(index + by, 0), visible.length - 1)] ?? null);
    }
    function switchTheme() {
      const root = document.documentElement;
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      measure();
    }
    function save() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes]));
      link.download = about.file.replace(/\.html?$/, "") + ".fst";
      link.click();
    }

    async function start() {
      const options = new URLSearchParams(location.hash.slice(1));
      const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.dataset.theme = options.get("theme") ?? (isDark ? "dark" : "light");
      document.title = `${about.title} \u2013 ${about.file}`;
      byId("title").textContent = about.title;
      byId("file").textContent = about.file;
      if (about.tooLarge) {
        byId("notice").hidden = false;
        byId("notice").textContent = `This waveform has ${Math.round(about.tooLarge.bytes / 1048576)} MB of values, more than a page ` +
          `shows well.\nThey are in ${about.tooLarge.file} beside this page: open that with GTKWave or Surfer, or trace fewer cycles.`;
        return;
      }
      await readValues();
      [first, last] = [times[0] ?? 0, Math.max(times.at(-1) ?? 1, (times[0] ?? 0) + 1)];
      for (const scope of about.scopes) { describe(scope, []); open.add(scope); }
      showFirst();
      refresh();
      listen();
      measure();
      fit();
      const number = name => options.has(name) ? Number(options.get(name)) : null;
      if (options.has("from")) show(number("from"), number("to"));
      [cursor, marker] = [number("cursor"), number("marker")];
      if (options.has("radix")) for (const row of rows) if (row.variable) row.radix = options.get("radix");
      if (options.has("check")) await check(options.get("check").split(",").map(Number));
    }
    // The values of what is shown at some times, as text in the page: for those who test it.
    async function check(moments) {
      const lines = [];
      for (const row of rows) {
        if (!row.variable) { lines.push(`[${row.name}]`); continue; }
        const store = await load(row.variable.store);
        lines.push([row.variable.full, ...moments.map(time => valueText(row.variable, row.radix, store, changeAt(store, time)))].join(" "));
      }
      draw();
      byId("check").textContent = lines.join("\n");
    }
    """#
}
