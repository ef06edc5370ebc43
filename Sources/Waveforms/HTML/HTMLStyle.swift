/// The look of the waveform viewer, light and dark.
enum HTMLStyle {
  static let text = #"""
    :root {
      color-scheme: light; --tree: 250px; --list: 330px; --row: 26px;
      --page: #f6f7f9; --panel: #ffffff; --line: #dfe3e8; --soft: #eef1f4; --text: #1c2430; --dim: #6a7686;
      --accent: #1769e0; --accent-soft: #e3eefd; --cursor: #d9480f; --marker: #7c3aed;
      --wave-page: #ffffff; --grid: #edf0f3; --high: #0f8a4f; --low: #0f8a4f; --fill: #0f8a4f1f;
      --bus: #1f5fbf; --bus-fill: #1f5fbf12; --names: #8a4b00; --names-fill: #f59e0b22; --unknown: #d32f2f;
      --clock: #7b8794; --dense: #1f5fbf66; --dense-bit: #0f8a4f66;
    }
    :root[data-theme="dark"] {
      color-scheme: dark;
      --page: #14181e; --panel: #1a1f27; --line: #2b323d; --soft: #232a34; --text: #dfe6ee; --dim: #8794a5;
      --accent: #5aa2ff; --accent-soft: #1f3350; --cursor: #ff9d5c; --marker: #b794ff;
      --wave-page: #12161b; --grid: #1f252d; --high: #4fd18b; --low: #4fd18b; --fill: #4fd18b20;
      --bus: #6fb1ff; --bus-fill: #6fb1ff16; --names: #ffc566; --names-fill: #f59e0b26; --unknown: #ff6b6b;
      --clock: #77849a; --dense: #6fb1ff66; --dense-bit: #4fd18b66;
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html, body { height: 100%; margin: 0; overflow: hidden; }
    body { display: flex; flex-direction: column; background: var(--page); color: var(--text);
      font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
      padding: 3px 10px; height: 28px; cursor: pointer; }
    button:hover { background: var(--soft); }
    button:focus-visible, input:focus-visible, #list:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
    header { display: flex; align-items: center; gap: 16px; padding: 0 12px; height: 48px; flex: none; background: var(--panel);
      border-bottom: 1px solid var(--line); }
    .brand { display: flex; align-items: baseline; gap: 8px; white-space: nowrap; overflow: hidden; min-width: 60px; }
    .brand svg { width: 26px; height: 17px; align-self: center; flex: none; fill: none; stroke: var(--accent); stroke-width: 2.2;
      stroke-linejoin: round; }
    .brand b { font-size: 15px; } .brand span { color: var(--dim); overflow: hidden; text-overflow: ellipsis; }
    .tools { display: flex; gap: 8px; flex: none; } .end { margin-left: auto; }
    .set { display: flex; } .set button { border-radius: 0; margin-left: -1px; }
    .set button:first-child { border-radius: 6px 0 0 6px; margin: 0; } .set button:last-child { border-radius: 0 6px 6px 0; }
    dl { display: flex; gap: 18px; margin: 0; white-space: nowrap; flex: none; }
    dt { color: var(--dim); font-size: 11px; line-height: 13px; } dd { margin: 0; min-width: 92px; line-height: 17px;
      font-variant-numeric: tabular-nums; font-weight: 600; }
    dd small { color: var(--dim); font-weight: 400; font-size: 12px; }
    .cursor dt::before, .marker dt::before { content: ""; display: inline-block; width: 7px; height: 7px; border-radius: 50%;
      margin-right: 5px; background: var(--cursor); }
    .marker dt::before { background: var(--marker); }
    main { flex: 1; min-height: 0; display: grid; grid-template-columns: var(--tree) 5px var(--list) 5px minmax(120px, 1fr); }
    aside, section { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--panel); }
    .grip { background: var(--line); background-clip: content-box; padding: 0 2px; cursor: col-resize; }
    .grip:hover { background-color: var(--accent); }
    #search { margin: 8px; padding: 5px 9px; font: inherit; color: inherit; background: var(--soft); border: 1px solid transparent;
      border-radius: 6px; min-width: 0; }
    #tree { flex: 1; overflow: auto; padding-bottom: 12px; }
    #summary { flex: none; padding: 5px 10px; color: var(--dim); font-size: 11px; border-top: 1px solid var(--line); }
    .node { display: flex; align-items: center; gap: 6px; height: 23px; padding-right: 8px; cursor: pointer; white-space: nowrap; }
    .node:hover { background: var(--soft); }
    .node .twist { width: 12px; flex: none; color: var(--dim); font-size: 10px; text-align: center; }
    .node .name { overflow: hidden; text-overflow: ellipsis; flex: 0 0 auto; max-width: 75%; }
    .node .about { padding-left: 4px; color: var(--dim); font-size: 11px; overflow: hidden; text-overflow: ellipsis;
      flex: 1 1 0; min-width: 0; text-align: right; }
    .node .add { visibility: hidden; color: var(--accent); padding: 0 4px; }
    .node:hover .add { visibility: visible; }
    .scope > .name { font-weight: 600; }
    .leaf .dot { width: 8px; height: 8px; flex: none; margin: 0 2px; border: 1.5px solid var(--dim); border-radius: 50%; }
    .leaf.shown .dot { background: var(--accent); border-color: var(--accent); }
    mark { background: #ffd95a; color: #1c2430; border-radius: 2px; }
    #columns { display: grid; grid-template-columns: 1fr 42%; height: 30px; flex: none; align-items: center; color: var(--dim);
      font-size: 11px; border-bottom: 1px solid var(--line); padding-left: 12px; }
    #list { flex: 1; overflow-y: auto; overflow-x: hidden; outline: none; scrollbar-width: thin; padding-bottom: 40px; }
    .row { display: grid; grid-template-columns: 1fr 42%; align-items: center; height: var(--row); padding-left: 10px;
      border-left: 3px solid transparent; cursor: default; }
    .row:hover { background: var(--soft); }
    .row.chosen { background: var(--accent-soft); border-left-color: var(--accent); }
    .row .name { padding-right: 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .row .name small { color: var(--dim); }
    .row .value { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding-right: 10px;
      font: 12.5px ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
    .row.in-group .name { padding-left: 14px; }
    .row.group { font-weight: 600; cursor: pointer; background: color-mix(in srgb, var(--soft) 60%, transparent); } .row.group .name::before { content: "\25B8"; display: inline-block; width: 14px;
      color: var(--dim); font-size: 10px; } .row.group.open .name::before { content: "\25BE"; }
    .row.drop { box-shadow: inset 0 2px var(--accent); }
    #waves { position: relative; min-width: 0; min-height: 0; background: var(--wave-page); overflow: hidden; }
    #canvas { position: absolute; inset: 0; cursor: crosshair; } #canvas.panning { cursor: grabbing; }
    #overview { position: absolute; left: 0; bottom: 0; cursor: grab; }
    #menu { position: fixed; z-index: 5; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 4px;
      box-shadow: 0 8px 28px #0004; min-width: 170px; }
    #menu button { display: flex; justify-content: space-between; gap: 18px; width: 100%; border: 0; text-align: left; background: none; }
    #menu button:hover { background: var(--soft); } #menu button.on::after { content: "\2713"; color: var(--accent); }
    #menu hr { border: 0; border-top: 1px solid var(--line); margin: 4px 0; }
    dialog { color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 16px 22px; }
    dialog h2 { font-size: 15px; margin: 0 0 8px; } dialog td { padding: 2px 18px 2px 0; } dialog td:first-child { color: var(--dim); }
    dialog form { text-align: right; margin-top: 10px; }
    #notice { position: absolute; inset: 48px 0 0; display: grid; place-content: center; text-align: center; padding: 24px;
      background: var(--page); font-size: 15px; white-space: pre-line; z-index: 4; }
    @media (max-width: 1000px) { :root { --tree: 170px; --list: 230px; } .brand span, #save { display: none; } dl { gap: 10px; } }
    """#
}
