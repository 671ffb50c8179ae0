/* Geometry without drawing: projection, decoding, resampling, arcs.
   World coordinates are Web Mercator in [0, 1]; a line is a flat array [x, y, x, y, ...]. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const MAX_LAT = 85.0511;

  function projectX(lon) {
    return (lon + 180) / 360;
  }

  function projectY(lat) {
    const sin = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  }

  function unproject(x, y) {
    return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
  }

  /** World bounds of [west, south, east, north]. */
  const extentBounds = ([west, south, east, north]) => [projectX(west), projectY(north), projectX(east), projectY(south)];

  /** [[lon, lat], ...] to a world line; a jump over the antimeridian goes the short way. */
  function projectLine(coordinates) {
    const line = new Float64Array(coordinates.length * 2);
    let shift = 0;
    coordinates.forEach(([lon, lat], i) => {
      const x = projectX(lon);
      if (i > 0) {
        const step = x + shift - line[2 * i - 2];
        if (step > 0.5) shift -= 1;
        else if (step < -0.5) shift += 1;
      }
      line[2 * i] = x + shift;
      line[2 * i + 1] = projectY(lat);
    });
    return line;
  }

  function boundsOf(lines) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        if (line[i] < box[0]) box[0] = line[i];
        if (line[i] > box[2]) box[2] = line[i];
        if (line[i + 1] < box[1]) box[1] = line[i + 1];
        if (line[i + 1] > box[3]) box[3] = line[i + 1];
      }
    }
    return box;
  }

  /** An area: rings that fill by the even-odd rule, each a list of parts {arc, reversed}. */
  class Area {
    constructor(rings) {
      this.rings = rings;
      this.bounds = boundsOf(rings.flat().map((part) => part.arc.line));
      this._paths = new Map();
    }

    /** Bounds the short way around the world: an area over the antimeridian ends beyond x = 1. */
    get extent() {
      const [x0, y0, x1, y1] = this.bounds;
      if (x1 - x0 < 0.5) return this.bounds;
      const spans = this.rings.map((ring) => boundsOf(ring.map((part) => part.arc.line)));
      spans.sort((a, b) => a[0] - b[0]);
      let gap = { width: 1 - (x1 - x0), start: x1, end: x0 };
      let reached = spans[0][2];
      for (const [left, , right] of spans) {
        if (left - reached > gap.width) gap = { width: left - reached, start: reached, end: left };
        reached = Math.max(reached, right);
      }
      return [gap.end, y0, gap.start + (gap.end > gap.start ? 1 : 0), y1];
    }

    /** A Path2D in px of zoom `level`; each arc is thinned alone, so that neighbours agree. */
    path(level) {
      if (!this._paths.has(level)) this._paths.set(level, this._trace(256 * 2 ** level));
      return this._paths.get(level);
    }

    _trace(scale) {
      const path = new Path2D();
      for (const ring of this.rings) {
        ring.forEach((part, i) => traceArc(path, part, scale, i === 0));
        path.closePath();
      }
      return path;
    }
  }

  // The same thinning forwards and backwards: what is kept depends on the arc alone.
  function thin(arc, scale) {
    const cache = arc.thinned || (arc.thinned = new Map());
    if (cache.has(scale)) return cache.get(scale);
    const kept = [0];
    let x = arc.line[0] * scale;
    let y = arc.line[1] * scale;
    const end = arc.line.length - 2;
    for (let i = 2; i < end; i += 2) {
      const nx = arc.line[i] * scale;
      const ny = arc.line[i + 1] * scale;
      if (Math.abs(nx - x) + Math.abs(ny - y) < 1.2) continue;
      kept.push(i);
      x = nx;
      y = ny;
    }
    kept.push(end);
    cache.set(scale, kept);
    return kept;
  }

  function traceArc(path, { arc, reversed }, scale, first) {
    const kept = thin(arc, scale);
    for (let k = 0; k < kept.length; k++) {
      const i = kept[reversed ? kept.length - 1 - k : k];
      const x = arc.line[i] * scale;
      const y = arc.line[i + 1] * scale;
      if (k > 0) path.lineTo(x, y);
      else if (first) path.moveTo(x, y);
    }
  }

  const wholeArc = (line) => ({ arc: { line }, reversed: false });

  /** A GeoJSON geometry to {points, lines, area} in world coordinates. */
  function fromGeoJSON(geometry) {
    const shape = { points: [], lines: [], area: null };
    const rings = [];
    const add = (g) => {
      if (!g) return;
      const c = g.coordinates;
      if (g.type === "Point") shape.points.push(projectLine([c]));
      else if (g.type === "MultiPoint") c.forEach((p) => shape.points.push(projectLine([p])));
      else if (g.type === "LineString") shape.lines.push(projectLine(c));
      else if (g.type === "MultiLineString") c.forEach((l) => shape.lines.push(projectLine(l)));
      else if (g.type === "Polygon") c.forEach((r) => rings.push([wholeArc(projectLine(r))]));
      else if (g.type === "MultiPolygon") c.flat().forEach((r) => rings.push([wholeArc(projectLine(r))]));
      else if (g.type === "GeometryCollection") g.geometries.forEach(add);
    };
    add(geometry);
    if (rings.length) shape.area = new Area(rings);
    return shape;
  }

  /** The basemap's topology (see scripts/extract_basemap.py) to areas and lines. */
  function decodeBasemap(json) {
    const arcs = json.arcs.map((flat) => ({ line: decodeArc(flat, json.quantum) }));
    const part = (i) => (i < 0 ? { arc: arcs[~i], reversed: true } : { arc: arcs[i], reversed: false });
    const drawn = (records) => records.filter((record) => record.rings.length); // some are too small for it
    const place = (record) => ({
      id: record.id,
      name: record.name,
      rank: record.rank,
      label: [projectX(record.label[0]), projectY(record.label[1])],
      area: new Area(record.rings.map((ring) => ring.map(part))),
    });
    return {
      countries: new Map(drawn(json.countries).map((c) => [c.id, place(c)])),
      waters: new Map(drawn(json.waters).map((w) => [w.id, place(w)])),
      coast: json.lines.coast.map((i) => arcs[i]),
      border: json.lines.border.map((i) => arcs[i]),
    };
  }

  function decodeArc(flat, quantum) {
    const line = new Float64Array(flat.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      line[i] = projectX(x * quantum);
      line[i + 1] = projectY(y * quantum);
    }
    return line;
  }

  /** All arcs as one path at a level, for borders and coasts. */
  function arcsPath(arcs, level) {
    const path = new Path2D();
    const scale = 256 * 2 ** level;
    for (const arc of arcs) traceArc(path, { arc, reversed: false }, scale, true);
    return path;
  }

  function lengthOf(line) {
    let sum = 0;
    for (let i = 2; i < line.length; i += 2) {
      sum += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
    }
    return sum;
  }

  function scaled(line, scale) {
    const out = new Float64Array(line.length);
    for (let i = 0; i < line.length; i++) out[i] = line[i] * scale;
    return out;
  }

  /** Points every `step` px along a line, its ends kept: rail's small bends turn into curves. */
  function resample(line, step) {
    const total = lengthOf(line);
    const count = Math.max(1, Math.round(total / step));
    const out = [line[0], line[1]];
    let next = total / count;
    let walked = 0;
    for (let i = 2; i < line.length && out.length < 2 * count; i += 2) {
      const length = Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
      while (length > 0 && walked + length >= next && out.length < 2 * count) {
        const t = (next - walked) / length;
        out.push(line[i - 2] + t * (line[i] - line[i - 2]), line[i - 1] + t * (line[i + 1] - line[i - 1]));
        next += total / count;
      }
      walked += length;
    }
    out.push(line[line.length - 2], line[line.length - 1]);
    return out;
  }

  /** Soften corners: every inner point moves towards its neighbours; the ends stay. */
  function smooth(line, rounds = 2) {
    let points = line;
    for (let round = 0; round < rounds; round++) {
      const next = [...points];
      for (let i = 2; i < points.length - 2; i++) next[i] = (points[i - 2] + 2 * points[i] + points[i + 2]) / 4;
      points = next;
    }
    return points;
  }

  /** The part of a polyline between two distances along it. */
  function section(line, from, to) {
    const start = pointAlong(line, from);
    const out = [start.x, start.y];
    let walked = 0;
    for (let i = 2; i < line.length; i += 2) {
      walked += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
      if (walked >= to) break;
      if (walked > from) out.push(line[i], line[i + 1]);
    }
    const end = pointAlong(line, to);
    out.push(end.x, end.y);
    return out;
  }

  /** A quadratic arc from a to b as a polyline; bend is the sagitta over the chord. */
  function quadraticArc(a, b, bend, steps = 28) {
    const control = [
      (a[0] + b[0]) / 2 + (b[1] - a[1]) * 2 * bend,
      (a[1] + b[1]) / 2 - (b[0] - a[0]) * 2 * bend,
    ];
    const line = [];
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      const u = 1 - t;
      line.push(
        u * u * a[0] + 2 * u * t * control[0] + t * t * b[0],
        u * u * a[1] + 2 * u * t * control[1] + t * t * b[1],
      );
    }
    return line;
  }

  const EARTH = 40075.017; // km around the equator

  /** A geodesic circle as a world line, `km` around a world point; 64 corners. */
  function circleAround([x, y], km) {
    const [lon, lat] = unproject(x, y).map((degrees) => (degrees * Math.PI) / 180);
    const angle = (2 * Math.PI * km) / EARTH;
    const coordinates = Array.from({ length: 65 }, (_, i) => {
      const way = (i * Math.PI) / 32;
      const sin = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(way);
      const turn = Math.atan2(Math.sin(way) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * sin);
      return [((lon + turn) * 180) / Math.PI, (Math.asin(sin) * 180) / Math.PI];
    });
    return projectLine(coordinates);
  }

  /** The point at a distance along a polyline, with the direction there. */
  function pointAlong(line, distance) {
    for (let i = 2; i < line.length; i += 2) {
      const dx = line[i] - line[i - 2];
      const dy = line[i + 1] - line[i - 1];
      const length = Math.hypot(dx, dy);
      if (distance <= length || i === line.length - 2) {
        const t = length ? Math.max(0, Math.min(1, distance / length)) : 0;
        return { x: line[i - 2] + t * dx, y: line[i - 1] + t * dy, angle: Math.atan2(dy, dx) };
      }
      distance -= length;
    }
    return { x: line[0], y: line[1], angle: 0 };
  }

  /** The point of a polyline that is nearest to another, with the distance in px. */
  function nearestOn(line, x, y) {
    let best = { distance: Infinity, x: line[0], y: line[1] };
    for (let i = 2; i < line.length; i += 2) {
      const dx = line[i] - line[i - 2];
      const dy = line[i + 1] - line[i - 1];
      const size = dx * dx + dy * dy;
      const t = size ? Math.max(0, Math.min(1, ((x - line[i - 2]) * dx + (y - line[i - 1]) * dy) / size)) : 0;
      const px = line[i - 2] + t * dx;
      const py = line[i - 1] + t * dy;
      const distance = Math.hypot(x - px, y - py);
      if (distance < best.distance) best = { distance, x: px, y: py };
    }
    return best;
  }

  const EASE = 14; // px over which a line that is moved aside leaves its ends

  /** A line moved to its right by some px, its ends kept. */
  function beside(line, offset) {
    const moved = Array.from(line);
    const total = lengthOf(line);
    let along = 0;
    for (let i = 2; i < line.length - 2; i += 2) {
      along += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
      const [dx, dy] = [line[i + 2] - line[i - 2], line[i + 3] - line[i - 1]];
      const by = (offset * Math.min(1, along / EASE, (total - along) / EASE)) / (Math.hypot(dx, dy) || 1);
      moved[i] -= dy * by;
      moved[i + 1] += dx * by;
    }
    return moved;
  }

  const distanceToLine = (line, x, y) => nearestOn(line, x, y).distance;

  MapApp.geometry = {
    projectX, projectY, unproject, projectLine, extentBounds, boundsOf, fromGeoJSON, decodeBasemap, arcsPath,
    lengthOf, scaled, resample, smooth, section, quadraticArc, circleAround, pointAlong, distanceToLine, nearestOn, beside,
  };
})();
