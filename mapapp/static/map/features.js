/* Features of the layers: from GeoJSON to what the map draws, and what the filters leave. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const geo = MapApp.geometry;

  /** The rows of a table of columns (mapapp/map_data.py) as objects; a lone value is everybody's. */
  function rowsOf({ columns, shapes }) {
    const names = Object.keys(columns);
    const count = shapes ? shapes.length : (columns.place_id || []).length;
    return Array.from({ length: count }, (_, i) => {
      const props = {};
      for (const name of names) {
        const value = Array.isArray(columns[name]) ? columns[name][i] : columns[name];
        if (value !== null) props[name] = value;
      }
      return { props, geometry: shapes ? shapes[i] : null };
    });
  }

  /** A layer's data, or a part of it, as features; corridors take their legs. */
  function readLayer(name, data) {
    const legs = groupLegs(data.legs);
    return rowsOf(data).map(({ props, geometry }) => {
      const feature = { id: props.place_id, layer: name, props, shape: geo.fromGeoJSON(geometry) };
      feature.anchor = anchorOf(feature);
      if (name === "corridors") {
        feature.legs = legs.get(feature.id);
        MapApp.lines.prepareCorridor(feature);
      }
      return feature;
    });
  }

  /** Legs by corridor; a leg that repeats an earlier branch's (same mode, same ends) is left out,
      and the one that stays is marked as shared. */
  function groupLegs(data) {
    const groups = new Map();
    const seen = new Map();
    for (const { props, geometry } of data ? rowsOf(data) : []) {
      const key = [props.corridor, props.mode, ...[props.from_name, props.to_name].sort()].join("|");
      const earlier = seen.get(key);
      if (earlier && earlier.branch !== (props.branch || "")) {
        earlier.shared = true;
        continue;
      }
      const leg = readLeg(props, geometry);
      if (!earlier) seen.set(key, leg);
      if (!groups.has(props.corridor)) groups.set(props.corridor, []);
      groups.get(props.corridor).push(leg);
    }
    setAside([...groups.values()].flat());
    return groups;
  }

  /** What is missing stands beside what bridges the same two ends, such as a road. */
  function setAside(legs) {
    const ends = (leg) => [leg.from, leg.to].sort().join("|");
    const bridged = new Set(legs.filter((leg) => leg.status !== "missing").map(ends));
    for (const leg of legs) leg.aside = leg.status === "missing" && bridged.has(ends(leg));
  }

  function readLeg(props, geometry) {
    return {
      branch: props.branch || "", mode: props.mode, status: props.status, km: Number(props.km) || 0,
      from: props.from_name, to: props.to_name, routed: props.routed_on !== "great circle", shared: false,
      lines: geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates,
    };
  }

  /** The point to which a label or symbol belongs, in world coordinates, or null. */
  function anchorOf({ props, shape }) {
    if (Number.isFinite(props.lon) && Number.isFinite(props.lat)) {
      return [geo.projectX(props.lon), geo.projectY(props.lat)];
    }
    const line = shape.points[0] || shape.lines[0];
    if (line) {
      const middle = 2 * Math.floor(line.length / 4);
      return [line[middle], line[middle + 1]];
    }
    if (!shape.area) return null;
    const [x0, y0, x1, y1] = shape.area.bounds;
    return [(x0 + x1) / 2, (y0 + y1) / 2];
  }

  /** What the reading filter leaves of a feature's mentions. */
  function countsOf(feature, reading) {
    const literal = Number(feature.props.literal) || 0;
    const associative = Number(feature.props.associative) || 0;
    if (reading === "literal") return { mentions: literal, literal, associative: 0 };
    if (reading === "associative") return { mentions: associative, literal: 0, associative };
    return { mentions: Number(feature.props.mentions) || literal + associative, literal, associative };
  }

  /** World bounds of a feature for fitting: of its area, lines or points. */
  function boundsOf(feature, basemap) {
    const place = basemapPlace(feature, basemap);
    if (place) return feature.layer === "sites" ? withSurroundings(place.area.extent) : place.area.extent;
    const { shape } = feature;
    if (feature.bounds && Number.isFinite(feature.bounds[0])) return feature.bounds;
    if (shape.area) return shape.area.extent;
    if (feature.anchor && feature.props.radius_km) return geo.boundsOf([geo.circleAround(feature.anchor, feature.props.radius_km)]);
    if (shape.lines.length) return geo.boundsOf(shape.lines);
    return feature.anchor ? [...feature.anchor, ...feature.anchor] : null;
  }

  const AROUND = 0.45; // of the size of an area in which a site is somewhere, shown on all its sides

  function withSurroundings([x0, y0, x1, y1]) {
    if (x1 - x0 > 0.15) return [x0, y0, x1, y1]; // as large as Russia
    const [dx, dy] = [AROUND * (x1 - x0), AROUND * (y1 - y0)];
    return [x0 - dx, y0 - dy, x1 + dx, y1 + dy];
  }

  function boundsOfAll(found, basemap) {
    const boxes = found.map((f) => boundsOf(f, basemap)).filter(Boolean);
    return boxes.length ? geo.boundsOf(boxes) : null;
  }

  const WIDE = new Set(["countries", "regions"]); // too large to be seen whole with the rest

  function boundsOfEverything(layers, basemap) {
    const boxes = [...layers].flatMap(([name, { features }]) => features.map((feature) =>
      WIDE.has(name) && feature.anchor ? [...feature.anchor, ...feature.anchor] : boundsOf(feature, basemap)));
    return boxes.some(Boolean) ? geo.boundsOf(boxes.filter(Boolean)) : null;
  }

  /**
   * World bounds of the middle 88 % of the mentions of what has a place on the map, widened to the
   * whole of each corridor that does not make the view three times as large.
   */
  function homeBounds(layers) {
    const xs = [];
    const ys = [];
    for (const name of ["cities", "sites", "corridors", "countries"]) {
      for (const feature of layers.has(name) ? layers.get(name).features : []) {
        if (!feature.anchor) continue;
        const weight = name === "countries" ? Number(feature.props.literal) || 0 : Number(feature.props.mentions) || 1;
        for (const [x, y] of samplePoints(feature)) {
          xs.push([x, weight]);
          ys.push([y, weight]);
        }
      }
    }
    if (!xs.length) return null;
    const box = [quantile(xs, 0.06), quantile(ys, 0.06), quantile(xs, 0.94), quantile(ys, 0.94)];
    const corridors = layers.has("corridors") ? layers.get("corridors").features : [];
    return corridors.reduce(widened, box);
  }

  function widened(box, { bounds }) {
    if (!bounds || !Number.isFinite(bounds[0])) return box;
    const both = geo.boundsOf([box, bounds]);
    return sizeOf(both) <= 3 * sizeOf(box) ? both : box;
  }

  const sizeOf = ([x0, y0, x1, y1]) => (x1 - x0) * (y1 - y0);

  /** A corridor counts with up to nine points along it, anything else with its anchor. */
  function samplePoints(feature) {
    if (!feature.stretches) return [feature.anchor];
    const all = feature.stretches.flatMap(({ world }) => [0, 0.25, 0.5, 0.75].map((part) => {
      const i = 2 * Math.floor((part * world.length) / 2);
      return [world[i], world[i + 1]];
    }));
    return all.filter((_, i) => i % Math.ceil(all.length / 9) === 0);
  }

  function quantile(weighted, q) {
    const sorted = [...weighted].sort((a, b) => a[0] - b[0]);
    let rest = q * sorted.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of sorted) {
      rest -= weight;
      if (rest <= 0) return value;
    }
    return sorted[sorted.length - 1][0];
  }

  /** The basemap's own polygon of a country, a water, or of the country a site is somewhere in. */
  function basemapPlace(feature, basemap) {
    const { layer, props } = feature;
    if (layer === "countries") return basemap.countries.get(props.country);
    if (layer === "waters") return basemap.waters.get(feature.id);
    if (layer === "sites" && props.precision === "country" && !feature.shape.lines.length) return basemap.countries.get(props.country);
    return undefined;
  }

  /** Tint class by literal mentions: 1-2, 3-7, 8 and more; thirds when there are many. */
  function tintClasses(counts) {
    const sorted = counts.filter((n) => n > 0).sort((a, b) => a - b);
    const many = sorted.length > 60;
    const cuts = many
      ? [sorted[Math.floor(sorted.length / 3)], sorted[Math.floor((2 * sorted.length) / 3)]]
      : [3, 8];
    return (n) => (n <= 0 ? -1 : n < cuts[0] ? 0 : n < cuts[1] ? 1 : 2);
  }

  MapApp.features = { readLayer, countsOf, boundsOf, boundsOfAll, boundsOfEverything, homeBounds, basemapPlace, tintClasses };
})();
