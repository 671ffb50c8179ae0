/* Corridors and flows: from features to px geometry for one zoom, and their drawing. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { tokens, strokes } = MapApp;
  const geo = MapApp.geometry;

  const styleKey = (leg) => [leg.branch, leg.mode, leg.status, leg.routed, leg.shared, leg.aside].join("|");
  const meets = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-6;
  const lastPoint = (line) => [line[line.length - 2], line[line.length - 1]];

  /** Legs that follow each other in the same style become one stretch: dashes run on. */
  function joinLegs(legs) {
    const stretches = [];
    for (const leg of legs) {
      for (const coordinates of leg.lines) {
        const last = stretches[stretches.length - 1];
        const line = goingOn(geo.projectLine(coordinates), last);
        if (last && styleKey(last) === styleKey(leg) && meets(lastPoint(last.world), line)) {
          last.parts.push(line);
          last.world = [...last.world, ...line.slice(2)];
          last.km += leg.km;
        } else {
          stretches.push({ ...leg, parts: [line], world: [...line] });
        }
      }
    }
    return stretches;
  }

  /** A line that goes on where the last one met the antimeridian, on the same side of the world. */
  function goingOn(line, last) {
    if (!last) return line;
    const [x, y] = lastPoint(last.world);
    const turn = Math.round(x - line[0]);
    return turn && meets([x - turn, y], line) ? line.map((v, i) => (i % 2 ? v : v + turn)) : line;
  }

  const isSeam = (name) => /^180°/.test(name); // where the antimeridian cuts a leg: no place

  /** Real places where a corridor ends, branches or changes its mode. */
  function findStops(legs) {
    const stops = new Map();
    const touch = (name, point, leg) => {
      if (!name || isSeam(name)) return;
      if (!stops.has(name)) stops.set(name, { name, world: point, modes: new Set(), ways: new Set() });
      const stop = stops.get(name);
      stop.modes.add(leg.mode + (leg.status === "missing"));
      const other = leg.from === name ? leg.to : leg.from;
      stop.ways.add(isSeam(other) ? leg : other);
    };
    for (const leg of legs) {
      const line = leg.lines.flat();
      if (!line.length) continue;
      touch(leg.from, geo.projectLine([line[0]]), leg);
      touch(leg.to, geo.projectLine([line[line.length - 1]]), leg);
    }
    return [...stops.values()].filter((s) => s.ways.size !== 2 || s.modes.size > 1);
  }

  /** Initials of a long name, as the press writes it ("INSTC"); short names stay. */
  function shortName(name) {
    if (name.length <= 26) return name;
    const words = name.split(/[\s\u2013\u2014-]+/).filter((w) => /^\p{Lu}/u.test(w));
    return words.length >= 4 ? words.map((w) => w[0]).join("") : name;
  }

  /** Fill in a corridor feature once: stretches, stops and the names that run along it. */
  function prepareCorridor(feature) {
    const legs = feature.legs || feature.shape.lines.map((line) => ({
      branch: "", mode: (feature.props.modes || "rail").split(",")[0], status: feature.props.status,
      routed: feature.props.routed !== "no", km: 0, lines: [], parts: [line], world: line,
    }));
    feature.stretches = feature.legs ? joinLegs(legs) : legs;
    feature.stops = feature.legs ? findStops(legs) : [];
    feature.short = feature.props.short || shortName(feature.props.name || "");
    feature.branches = [...new Set(feature.stretches.map((s) => s.branch))];
    feature.bounds = geo.boundsOf(feature.stretches.map((s) => s.world));
    const lengths = lengthsByHue(feature.stretches);
    feature.hue = [...lengths].sort((a, b) => b[1] - a[1]).map(([hue]) => hue)[0] || "rail";
    feature.length = [...lengths.values()].reduce((sum, length) => sum + length, 0); // of the world's size
  }

  function lengthsByHue(stretches) {
    const lengths = new Map();
    for (const s of stretches) {
      const hue = tokens.modeStyle(s.mode).hue;
      lengths.set(hue, (lengths.get(hue) || 0) + geo.lengthOf(s.world));
    }
    return lengths;
  }

  /** Part by part, so that the line keeps passing through its stops. */
  function curve(parts, scale) {
    const line = [];
    for (const part of parts) {
      const points = geo.smooth(geo.resample(geo.scaled(part, scale), tokens.step));
      line.push(...(line.length ? points.slice(2) : points));
    }
    return line;
  }

  const ASIDE = 9; // px

  function layoutCorridor(feature, view) {
    if (feature.laidOut && feature.laidOut.scale === view.scale) return feature.laidOut;
    const legs = feature.stretches.map((stretch) => {
      const line = curve(stretch.parts, view.scale);
      return { ...stretch, line: stretch.aside ? geo.beside(line, ASIDE) : line };
    });
    feature.laidOut = { scale: view.scale, feature, legs: MapApp.mergeTrunks(legs) };
    return feature.laidOut;
  }

  const BENDS = [0.14, -0.14, 0.2, -0.2, 0.1, -0.1, 0.25, -0.25];

  /** Bends a flow so that it keeps off the cities and off the arcs before it, both grids of points. */
  function layoutFlow(feature, ends, cities, taken) {
    let best = null;
    for (const bend of BENDS) {
      const line = geo.quadraticArc(ends[0], ends[1], bend);
      const cost = Math.abs(bend) * 30 + crowding(line, cities, 20) * 8 + crowding(line, taken, 16);
      if (!best || cost < best.cost) best = { cost, line };
    }
    for (let i = 8; i < best.line.length - 8; i += 4) taken.add({ x: best.line[i], y: best.line[i + 1] });
    return { feature, line: best.line };
  }

  /** How much of a line comes close to the points of a grid. */
  function crowding(line, grid, reach) {
    let sum = 0;
    for (const [x, y] of samples(line)) sum += grid.closeness(x, y, reach);
    return sum;
  }

  const EVERY = 14; // px between the points at which a line is asked what is near,
  const MOST = 40; // and more than that where it would be asked more often

  function samples(line) {
    const found = geo.resample(line, Math.max(EVERY, geo.lengthOf(line) / MOST));
    return Array.from({ length: found.length / 2 - 2 }, (_, i) => [found[2 * i + 2], found[2 * i + 3]]);
  }

  /** What several corridors share is drawn once, but the selected one is drawn whole. */
  function drawCorridors(context, items, scene) {
    for (const item of items) {
      const selected = scene.isSelected(item.feature);
      context.globalAlpha = scene.alphaOf(item.feature);
      strokes.strokeCorridor(context, selected ? item.legs : item.free, scene.theme, { selected });
    }
    context.globalAlpha = 1;
  }

  function drawFlows(context, items, scene) {
    for (const item of items) {
      const selected = scene.isSelected(item.feature);
      context.globalAlpha = scene.alphaOf(item.feature);
      strokes.strokeFlow(context, item.line, item.feature.props.status, scene.theme, { selected });
    }
    context.globalAlpha = 1;
  }

  MapApp.lines = { prepareCorridor, layoutCorridor, layoutFlow, drawCorridors, drawFlows };
})();
