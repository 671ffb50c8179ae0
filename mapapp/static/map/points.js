/* Cities, sites and stops: sizes, positions that stay apart, and their drawing. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { strokes } = MapApp;

  const LARGEST = 13; // px, a city's radius

  /** Radius by count: 2.1 + 1.42 sqrt(n), within 3 and 13 px. */
  const radius = (count) => Math.max(3, Math.min(LARGEST, 2.1 + 1.42 * Math.sqrt(count)));

  const FULL = 59; // mentions from which a symbol has its largest size

  /** What mentions count for: in a large atlas the fiftieth part of the places has the largest size. */
  function weightOf(counts) {
    const sorted = counts.map((count) => count.mentions).sort((a, b) => b - a);
    return Math.min(1, FULL / (sorted[Math.floor(sorted.length / 50)] || 1));
  }

  /** Ring and disc of a city: outer by all mentions, inner by the literal ones. */
  function citySizes(given, weight = 1) {
    const counts = { literal: given.literal * weight, associative: given.associative * weight };
    const outer = radius(counts.literal + counts.associative);
    if (!counts.associative) return { outer: null, inner: outer, r: outer };
    if (!counts.literal) return { outer, inner: null, r: outer };
    return { outer, inner: Math.min(radius(counts.literal), outer - 2.6), r: outer };
  }

  function layoutCity(feature, view, counts, weight) {
    const [x, y] = feature.anchor;
    return { feature, kind: "city", x: x * view.scale, y: y * view.scale, ...citySizes(counts, weight) };
  }

  /** Of points that crowd, the first ones stand and the rest wait for a closer look. */
  function thin(items) {
    const taken = new Set();
    const cell = 13; // px
    return items.filter(({ x, y, r }) => {
      const reach = Math.ceil(r / cell);
      const column = Math.floor(x / cell);
      const row = Math.floor(y / cell);
      if (taken.has(column * 4194304 + row)) return false;
      for (let i = column - reach; i <= column + reach; i++) {
        for (let j = row - reach; j <= row + reach; j++) taken.add(i * 4194304 + j);
      }
      return true;
    });
  }

  const SITE_RADIUS = 6.5;
  const PROVINCE_RADIUS = 11; // of the dashed ring around the diamond

  const isVague = (precision) => ["admin", "region"].includes(precision); // of an area without a shape

  function layoutSite(feature, view) {
    return {
      feature, kind: "site", r: isVague(feature.props.precision) ? PROVINCE_RADIUS : SITE_RADIUS,
      x: feature.anchor[0] * view.scale, y: feature.anchor[1] * view.scale,
      precision: feature.props.precision,
    };
  }

  const symbolsAt = (symbols, { x, y }, reach) => symbols.in([x - reach, y - reach, x + reach, y + reach]);
  const citiesAt = (symbols, at, reach) => symbolsAt(symbols, at, reach).filter((item) => item.kind === "city");

  const CORNERS = [[1, -1], [1, 1], [-1, 1], [-1, -1]];

  /** A site on a city's symbol steps out of it, to a corner without another site: all can be seen and clicked. */
  function stepAside(item, symbols) {
    for (const city of citiesAt(symbols, item, LARGEST + SITE_RADIUS)) {
      const gap = city.r + SITE_RADIUS + 1;
      if (Math.hypot(item.x - city.x, item.y - city.y) >= gap) continue;
      const corners = CORNERS.map(([dx, dy]) => ({ x: city.x + dx * gap * 0.8, y: city.y + dy * gap * 0.8 }));
      const isFree = (at) => !symbolsAt(symbols, at, SITE_RADIUS).some((other) => other.kind === "site" && Math.hypot(other.x - at.x, other.y - at.y) < 2 * SITE_RADIUS);
      Object.assign(item, corners.find(isFree) || corners[0]);
    }
  }

  function layoutArea(feature, view) {
    return { feature, kind: "area", r: 4, x: feature.anchor[0] * view.scale, y: feature.anchor[1] * view.scale };
  }

  function layoutStops(corridors, view, symbols) {
    const stops = new Map();
    for (const { feature } of corridors) {
      for (const stop of feature.stops) {
        const x = stop.world[0] * view.scale;
        const y = stop.world[1] * view.scale;
        const near = citiesAt(symbols, { x, y }, LARGEST + 5).some((c) => Math.hypot(c.x - x, c.y - y) < c.r + 5);
        if (!near) stops.set(stop.name, { kind: "stop", feature, name: stop.name, x, y, r: 3.4 });
      }
    }
    return [...stops.values()];
  }

  function drawCity(context, item, scene) {
    const theme = scene.theme;
    const selected = scene.isSelected(item.feature);
    const { x, y, outer, inner } = item;
    if (selected) selectionRing(context, x, y, item.r, theme);
    if (outer) strokes.ring(context, x, y, outer, selected ? theme.yellow : theme.panel, theme.ink, 1.5);
    else if (!selected) strokes.disc(context, x, y, inner + 1.4, theme.land);
    if (inner) strokes.disc(context, x, y, inner, theme.ink);
    badge(context, item, theme);
  }

  function selectionRing(context, x, y, r, theme) {
    strokes.disc(context, x, y, r + 6, theme.yellowEdge);
    strokes.disc(context, x, y, r + 5.2, theme.yellow);
  }

  function drawSite(context, item, scene) {
    const { theme } = scene;
    const { x, y } = item;
    const r = SITE_RADIUS;
    const selected = scene.isSelected(item.feature);
    const hue = selected ? theme.onYellow : theme.site;
    const province = isVague(item.precision);
    if (selected) selectionRing(context, x, y, item.r, theme);
    strokes.diamondPath(context, x, y, r);
    context.lineJoin = "miter";
    context.lineWidth = 3;
    context.strokeStyle = theme.land;
    if (!selected) context.stroke();
    context.fillStyle = province ? theme.land : hue;
    context.fill();
    if (province) {
      context.strokeStyle = hue;
      context.lineWidth = 1.8;
      context.stroke();
      context.setLineDash([2.5, 2.5]);
      context.beginPath();
      context.arc(x, y, item.r, 0, 2 * Math.PI);
      context.lineWidth = 1.2;
      context.stroke();
      context.setLineDash([]);
    } else if (item.precision === "exact") {
      strokes.disc(context, x, y, 1.8, theme.panel);
    }
    badge(context, item, theme);
  }

  /** Outside knowledge: the same diamond with a second outline. */
  function drawKnown(context, item, theme) {
    strokes.diamondPath(context, item.x, item.y, 9.5);
    context.fillStyle = theme.land;
    context.fill();
    context.strokeStyle = theme.site;
    context.lineWidth = 1.2;
    context.stroke();
    strokes.diamondPath(context, item.x, item.y, 5.5);
    context.lineWidth = 1.8;
    context.stroke();
  }

  /** The centre of a point's badge, upper right of its symbol, or null where it has none. */
  function badgeAt({ feature, kind, x, y, r }) {
    const has = feature.props.decision && (kind === "city" || kind === "site");
    return has ? [x + r * 0.75 + 3, y - r * 0.75 - 3] : null;
  }

  /** A person's word: a tick when confirmed, a solid pencil when corrected. */
  function badge(context, item, theme) {
    const decision = item.feature.props.decision;
    if (!decision) return;
    const [x, y] = badgeAt(item);
    const corrected = decision === "corrected";
    strokes.ring(context, x, y, 5.5, corrected ? theme.ink : theme.panel, theme.ink, 1.1);
    context.strokeStyle = corrected ? theme.panel : theme.ink;
    context.lineWidth = 1.4;
    context.beginPath();
    if (corrected) {
      context.moveTo(x - 2.2, y + 2.2);
      context.lineTo(x + 2.2, y - 2.2);
    } else {
      context.moveTo(x - 2.6, y + 0.2);
      context.lineTo(x - 0.6, y + 2.2);
      context.lineTo(x + 2.8, y - 2);
    }
    context.stroke();
  }

  function drawArea(context, item, scene) {
    const { theme } = scene;
    const selected = scene.isSelected(item.feature);
    if (selected) selectionRing(context, item.x, item.y, item.r, theme);
    const water = item.feature.layer === "waters";
    context.beginPath();
    if (water) context.arc(item.x, item.y, 3, 0, 2 * Math.PI);
    else context.rect(item.x - 3, item.y - 3, 6, 6);
    context.fillStyle = water ? theme.mentionedWater : theme.panel;
    context.fill();
    context.strokeStyle = selected ? theme.onYellow : water ? theme.waterLabel : theme.ink2;
    context.lineWidth = 1.4;
    context.stroke();
  }

  function drawStop(context, item, scene) {
    const { theme } = scene;
    const lit = scene.isSelected(item.feature);
    strokes.ring(context, item.x, item.y, 2.7, lit ? "#FFFFFF" : theme.panel, lit ? theme.yellowEdge : theme.ink, 1.5);
  }

  const painters = { city: drawCity, site: drawSite, area: drawArea, stop: drawStop };

  function drawPoints(context, items, scene) {
    for (const item of items) {
      context.globalAlpha = scene.alphaOf(item.feature);
      painters[item.kind](context, item, scene);
    }
    context.globalAlpha = 1;
  }

  MapApp.points = {
    layoutCity, layoutSite, layoutArea, layoutStops, stepAside, drawPoints, drawKnown, weightOf, thin, badgeAt,
  };
})();
