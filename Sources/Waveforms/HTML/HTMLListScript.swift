/// The part of the viewer's script that keeps the tree of instances and the list of shown signals.
enum HTMLListScript {
  static let text = #"""
    const byId = id => document.getElementById(id);
    const list = byId("list"), tree = byId("tree");
    // What is shown: groups, and signals with the group that they are in.
    let rows = [], visible = [], chosen = null;
    const everything = [];

    function describe(scope, names) {
      scope.path = [...names, scope.name];
      for (const variable of scope.variables) {
        variable.scope = scope;
        variable.full = [...scope.path, variable.name].join(".");
        everything.push(variable);
      }
      for (const child of scope.scopes) describe(child, scope.path);
    }

    // The top module's clocks, resets, ports and registers, those of a bundle in a group; the tree has everything else.
    function showFirst() {
      const top = about.scopes[0];
      if (!top) return;
      let group = null;
      for (const variable of top.variables.slice(0, 300)) {
        const bundle = /^(input|output)$/.test(variable.kind) ? variable.path.match(/^([^.[]+)[.[]/)?.[1] : undefined;
        if (bundle !== group?.name) { group = bundle ? addGroup(bundle) : null; }
        add(variable, group);
      }
      if (top.variables.length === 0) for (const child of top.scopes.slice(0, 1)) showScope(child);
    }
    function addGroup(name) { const group = { group: true, name, open: true }; rows.push(group); return group; }
    function add(variable, group = null) {
      if (rows.some(row => row.variable === variable)) return;
      rows.push({ variable, group, radix: "auto" });
    }
    function showScope(scope) {
      const group = addGroup(scope.path.slice(scope.path.length > 1 ? 1 : 0).join("."));
      const missing = scope.variables.filter(variable => !rows.some(row => row.variable === variable));
      for (const variable of missing) add(variable, group);
      if (missing.length === 0) rows.pop();
      refresh();
    }
    function toggle(variable) {
      const index = rows.findIndex(row => row.variable === variable);
      if (index >= 0) rows.splice(index, 1); else { add(variable); choose(rows.at(-1)); }
      dropEmptyGroups();
      refresh();
      if (index < 0) list.scrollTop = list.scrollHeight;
    }
    function remove(row) {
      const index = visible.indexOf(row);
      rows = rows.filter(other => other !== row && (!row.group || row.group !== true || other.group !== row));
      dropEmptyGroups();
      refresh();
      choose(visible[Math.min(index, visible.length - 1)] ?? null);
    }
    function dropEmptyGroups() { rows = rows.filter(row => row.group !== true || rows.some(other => other.group === row)); }
    function move(row, target) {
      if (row === target || !row || !target) return;
      const moved = row.group === true ? rows.filter(other => other === row || other.group === row) : [row];
      if (moved.includes(target)) return;
      rows = rows.filter(other => !moved.includes(other));
      if (row.group !== true) row.group = target.group === true ? null : target.group;
      rows.splice(rows.indexOf(row.group === true && target.group && target.group !== true ? target.group : target), 0, ...moved);
      dropEmptyGroups();
      refresh();
    }

    function refresh() {
      visible = rows.filter(row => row.group === true || !row.group || row.group.open);
      list.replaceChildren(...visible.map(element));
      for (const row of visible) if (row.variable) load(row.variable.store).then(store => { row.store = store; later(); });
      drawTree();
      later();
    }
    function element(row) {
      const node = document.createElement("div");
      node.row = row;
      row.node = node;
      node.draggable = true;
      node.className = "row" + (row === chosen ? " chosen" : "");
      if (row.group === true) {
        node.classList.add("group");
        node.classList.toggle("open", row.open);
        node.innerHTML = `<span class="name">${escaped(row.name)}</span>`;
        return node;
      }
      if (row.group) node.classList.add("in-group");
      const { variable } = row;
      node.innerHTML = `<span class="name" title="${escaped(titleOf(variable))}">${escaped(shortName(row))}</span>` +
        `<span class="value"></span>`;
      return node;
    }
    // Within the group of a bundle the name of its field goes without saying.
    function shortName(row) {
      const { variable, group } = row;
      if (!group || !variable.path.startsWith(group.name) || variable.path === group.name) return variable.name;
      return variable.path.slice(group.name.length).replace(/^\./, "");
    }
    function typeOf(variable) {
      if (variable.names !== undefined) return about.enumerations[variable.names].name;
      if (variable.fraction !== undefined)
        return `${variable.signed ? "Q" : "UQ"}${variable.width - variable.fraction}.${variable.fraction}`;
      return variable.width === 1 ? "bit" : `${variable.width} bits${variable.signed ? ", signed" : ""}`;
    }
    const titleOf = variable => `${variable.full}\n${variable.kind}, ${typeOf(variable)}`;
    function choose(row) {
      chosen?.node?.classList.remove("chosen");
      chosen = row;
      row?.node?.classList.add("chosen");
      row?.node?.scrollIntoView({ block: "nearest" });
      later();
    }

    // The tree draws what is open, or what the search finds.
    const open = new Set();
    function drawTree() {
      const words = byId("search").value.toLowerCase().split(/\s+/).filter(word => word);
      const shown = new Set(rows.map(row => row.variable)), nodes = [];
      if (words.length) {
        const found = everything.filter(variable => words.every(word => variable.full.toLowerCase().includes(word)));
        for (const variable of found.slice(0, 500)) nodes.push(leaf(variable, 0, shown, marked(variable, words)));
        byId("summary").textContent = count(found.length, "signal") + " found";
      } else {
        const visit = (scope, depth) => {
          nodes.push(branch(scope, depth));
          if (!open.has(scope)) return;
          for (const child of scope.scopes) visit(child, depth + 1);
          for (const variable of scope.variables) nodes.push(leaf(variable, depth + 1, shown, escaped(variable.name)));
        };
        for (const scope of about.scopes) visit(scope, 0);
        byId("summary").textContent = `${count(everything.length, "signal")}, ${count(Math.floor((last - first) / about.cycle), "cycle")}`;
      }
      tree.replaceChildren(...nodes);
    }
    function marked(variable, words) {
      const path = variable.full.split(".").slice(1).join(".");
      const pattern = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
      return path.split(new RegExp(`(${pattern})`, "i")).map((part, i) => i % 2 ? `<mark>${escaped(part)}</mark>` : escaped(part))
        .join("");
    }
    function branch(scope, depth) {
      const node = document.createElement("div");
      node.className = "node scope";
      node.scope = scope;
      node.style.paddingLeft = 6 + 14 * depth + "px";
      const module = scope.module && scope.module !== scope.name ? scope.module : "";
      node.innerHTML = `<span class="twist">${open.has(scope) ? "&#x25BE;" : "&#x25B8;"}</span>` +
        `<span class="name">${escaped(scope.name)}</span><span class="about">${escaped(module)}</span>` +
        `<span class="add" title="Show all of its signals">+</span>`;
      return node;
    }
    function leaf(variable, depth, shown, name) {
      const node = document.createElement("div");
      node.className = "node leaf" + (shown.has(variable) ? " shown" : "");
      node.variable = variable;
      node.style.paddingLeft = 6 + 14 * depth + "px";
      node.title = titleOf(variable);
      node.innerHTML = `<span class="dot"></span><span class="name">${name}</span><span class="about">${escaped(typeOf(variable))}</span>`;
      return node;
    }
    """#
}
