/// The page of the waveform viewer, without the waveform.
enum HTMLPage {
  static let head = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="generator" content="Bitloom waveform">
    <meta name="viewport" content="width=device-width">
    <title>Waveform</title>
    <style>
    \(HTMLStyle.text)
    </style>
    </head>
    <body>
    \(body)

    """

  static let tail = """
    <script>
    "use strict";
    \(HTMLValuesScript.text)
    \(HTMLTextScript.text)
    \(HTMLListScript.text)
    \(HTMLDrawingScript.text)
    \(HTMLInputScript.text)
    start();
    </script>
    </body>
    </html>

    """

  private static let body = #"""
    <header>
      <div class="brand"><svg viewBox="0 0 24 16" aria-hidden="true"><path d="M1 13h4V3h5v10h4V3h5v10h4"/></svg>
        <b id="title"></b><span id="file"></span></div>
      <div class="tools">
        <span class="set">
          <button id="fit" title="Show everything (F)">Fit</button>
          <button id="zoomOut" title="Zoom out (-)">&#x2212;</button>
          <button id="zoomIn" title="Zoom in (+)">+</button>
        </span>
        <span class="set">
          <button id="previous" title="Previous edge of the chosen signal (Left)">&#x25C2; Edge</button>
          <button id="next" title="Next edge of the chosen signal (Right)">Edge &#x25B8;</button>
        </span>
      </div>
      <dl>
        <div class="cursor"><dt>Cursor</dt><dd id="cursorTime"></dd></div>
        <div class="marker"><dt>Marker</dt><dd id="markerTime"></dd></div>
        <div><dt>Difference</dt><dd id="difference"></dd></div>
      </dl>
      <div class="tools end">
        <button id="save" title="Save the values for GTKWave or Surfer">Save FST</button>
        <button id="theme" title="Light or dark (T)">&#x25D0;</button>
        <button id="help" title="Keys and mouse (?)">?</button>
      </div>
    </header>
    <main>
      <aside>
        <input id="search" type="search" placeholder="Search signals  /" spellcheck="false" aria-label="Search signals">
        <div id="tree" role="tree"></div>
        <footer id="summary"></footer>
      </aside>
      <div class="grip" data-column="--tree"></div>
      <section>
        <div id="columns"><span>Signal</span><span>Value</span></div>
        <div id="list" tabindex="0" aria-label="Signals"></div>
      </section>
      <div class="grip" data-column="--list"></div>
      <div id="waves"><canvas id="canvas"></canvas><canvas id="overview"></canvas></div>
    </main>
    <div id="menu" hidden></div>
    <dialog id="keys"><h2>Keys and mouse</h2><table id="keyTable"></table><form method="dialog"><button>Close</button></form></dialog>
    <div id="notice" hidden></div>
    <pre id="check" hidden></pre>
    """#
}
