/* How marks are stroked: stacked lines of the modes, selection bands, hatches, symbols.
   Used by the map's layers and, with other contexts, by nothing else: all lengths are px. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { tokens } = MapApp;
  const { lengthOf, section, pointAlong } = MapApp.geometry;

  /** Through the middles of the segments, with the points as handles: no corners. */
  function trace(context, line) {
    const n = line.length;
    context.beginPath();
    context.moveTo(line[0], line[1]);
    for (let i = 2; i < n - 2; i += 2) {
      context.quadraticCurveTo(line[i], line[i + 1], (line[i] + line[i + 2]) / 2, (line[i + 1] + line[i + 3]) / 2);
    }
    context.lineTo(line[n - 2], line[n - 1]);
  }

  function strokeLine(context, line, colour, width, { dash = [], cap = "butt", at = 0, alpha = 1 } = {}) {
    const before = context.globalAlpha;
    context.globalAlpha = before * alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineCap = cap;
    context.lineJoin = "round";
    context.setLineDash(dash);
    context.lineDashOffset = at;
    trace(context, line);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = before;
  }

  /** The passes of a stretch: band (selected) or halo, body, mark; drawn pass by pass. */
  const passes = {
    band(context, leg, theme) {
      strokeLine(context, leg.line, theme.yellowEdge, 11.8, { cap: "round" });
    },
    bandFill(context, leg, theme) {
      strokeLine(context, leg.line, theme.yellow, 10.4, { cap: "round" });
    },
    halo(context, leg, theme) {
      const mode = tokens.modeStyle(leg.mode);
      const width = leg.routed ? mode.width + mode.halo : 4;
      const under = mode.hue === "sea" ? theme.mentionedWater : theme.land;
      strokeLine(context, leg.line, under, width, { cap: "round", alpha: 0.9 });
    },
    body(context, leg, theme, ground) {
      const mode = tokens.modeStyle(leg.mode);
      const hue = theme[mode.hue];
      if (leg.status === "missing") {
        strokeLine(context, leg.line, hue, 7);
        strokeLine(context, leg.line, ground, 4);
      } else if (!leg.routed) {
        strokeLine(context, leg.line, hue, 1.6, { alpha: 0.7, dash: tokens.statusDash(leg.status).body });
      } else {
        const dash = mode.dash || tokens.statusDash(leg.status).body;
        const cap = mode.dash || !dash.length ? "round" : "butt";
        strokeLine(context, leg.line, hue, mode.width, { dash, cap });
        if (mode.core) strokeLine(context, leg.line, ground, mode.core);
      }
    },
    mark(context, leg, theme) {
      if (leg.status === "missing" || !leg.routed || lengthOf(leg.line) < tokens.minTicks) return;
      const hue = theme[tokens.modeStyle(leg.mode).hue];
      const status = tokens.statusDash(leg.status);
      if (leg.mode === "rail" && status.tick) {
        strokeLine(context, leg.line, hue, 7.4, { dash: status.tick, at: status.at });
      } else if (leg.mode === "pipeline") {
        strokeLine(context, leg.line, hue, 6.6, { dash: [0.1, 15.9], cap: "round", at: -8 });
      }
    },
  };

  /** Draw the legs of one corridor as one stack, so that no halo cuts a neighbour's body. */
  function strokeCorridor(context, legs, theme, { selected = false } = {}) {
    const hues = selected ? tokens.onYellow : theme;
    const ground = selected ? theme.yellow : theme.land;
    const order = selected ? ["band", "bandFill"] : ["halo"];
    for (const pass of order) for (const leg of legs) passes[pass](context, leg, theme);
    for (const pass of ["body", "mark"]) for (const leg of legs) passes[pass](context, leg, hues, ground);
  }

  /** A flow: halo, body with the status's dash, open ring at the origin, head at the end. */
  function strokeFlow(context, line, status, theme, { selected = false } = {}) {
    const hue = selected ? tokens.onYellow.flow : theme.flow;
    const body = section(line, 4, lengthOf(line) - 9);
    if (selected) {
      strokeLine(context, body, theme.yellowEdge, 9.4, { cap: "round" });
      strokeLine(context, body, theme.yellow, 8, { cap: "round" });
    } else {
      strokeLine(context, body, theme.land, 5, { cap: "round", alpha: 0.9 });
    }
    strokeLine(context, body, hue, 2, { dash: tokens.statusDash(status).body });
    ring(context, line[0], line[1], 3.2, selected ? theme.yellow : theme.land, hue, 1.6);
    arrowhead(context, line, 12, hue, selected ? theme.yellowEdge : theme.land);
  }

  function arrowhead(context, line, size, colour, edge) {
    const n = line.length;
    const tail = pointAlong(line, lengthOf(line) - size);
    context.save();
    context.translate(line[n - 2], line[n - 1]);
    context.rotate(Math.atan2(line[n - 1] - tail.y, line[n - 2] - tail.x));
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(-size, -size * 0.42);
    context.lineTo(-size * 0.72, 0);
    context.lineTo(-size, size * 0.42);
    context.closePath();
    context.lineJoin = "round";
    context.lineWidth = 2.4;
    context.strokeStyle = edge;
    context.stroke();
    context.fillStyle = colour;
    context.fill();
    context.restore();
  }

  function ring(context, x, y, r, fill, colour, width) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  function circle(context, x, y, r, colour, width, dash = []) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  function disc(context, x, y, r, colour) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }

  function diamondPath(context, x, y, r) {
    context.beginPath();
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
  }

  /** A tile of 45 degree stripes, 7 px apart, for hatched areas. */
  function hatch(colour, background) {
    const tile = document.createElement("canvas");
    const side = 10; // 7 px between stripes, measured across them
    tile.width = tile.height = side;
    const context = tile.getContext("2d");
    if (background) {
      context.fillStyle = background;
      context.fillRect(0, 0, side, side);
    }
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    for (const shift of [-side, 0, side]) {
      context.beginPath();
      context.moveTo(shift - 2, side + 2);
      context.lineTo(shift + side + 2, -2);
      context.stroke();
    }
    return context.createPattern(tile, "repeat");
  }

  MapApp.strokes = {
    strokeLine, strokeCorridor, strokeFlow, ring, circle, disc, diamondPath, hatch,
  };
})();
