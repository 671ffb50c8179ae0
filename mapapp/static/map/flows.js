/* Where flows start and end: a country end stands free inside the country, never on a city. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { levelOf } = MapApp.ground;
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const SPOTS = 70;

  /** px lines of all flows at a zoom; `avoid` holds the cities, [x, y] in px. */
  function layoutFlows(flows, scene, avoid, corridors) {
    const taken = [];
    const ends = [];
    const crowd = corridors.flatMap(({ legs }) => legs.flatMap((leg) => pairs(leg.line)));
    const out = [];
    for (const feature of flows) {
      const world = feature.shape.lines[0];
      if (!world) continue;
      const { scale } = scene.view;
      const a = [world[0] * scale, world[1] * scale];
      const b = [world[world.length - 2] * scale, world[world.length - 1] * scale];
      const from = freeEnd(a, b, scene.flowArea(feature.props.from_id), scene, { avoid, ends, crowd });
      ends.push(from);
      const side = -sideOf(from, a, b); // seen from the other end, the same side is the other one
      const to = freeEnd(b, a, scene.flowArea(feature.props.to_id), scene, { avoid, ends, crowd, side });
      ends.push(to);
      if (Math.hypot(from[0] - to[0], from[1] - to[1]) < 26) continue; // too short for an arrow
      out.push(MapApp.lines.layoutFlow(feature, [from, to], avoid, taken));
    }
    return out;
  }

  function pairs(line) {
    const out = [];
    for (let i = 0; i < line.length; i += 2) out.push([line[i], line[i + 1]]);
    return out;
  }

  /** How far a point stands to the side of the way from `at` to `other`, px. */
  function sideOf(point, at, other) {
    const length = Math.hypot(other[0] - at[0], other[1] - at[1]) || 1;
    return ((point[1] - at[1]) * (other[0] - at[0]) - (point[0] - at[0]) * (other[1] - at[1])) / length;
  }

  /**
   * A point near `at`, within the area, off cities (24 px), other ends and lines. `side` is
   * where the flow's first end stands: keeping to it, flows between two countries do not cross.
   */
  function freeEnd(at, other, area, scene, { avoid, ends, crowd, side = null }) {
    if (!area) return keepOff(at, other, avoid);
    const length = Math.hypot(other[0] - at[0], other[1] - at[1]) || 1;
    const [ux, uy] = [(other[0] - at[0]) / length, (other[1] - at[1]) / length];
    const reach = Math.min(150, length * 0.45);
    let best = { cost: Infinity, point: at };
    for (let i = 0; i < SPOTS; i++) {
      const r = reach * Math.sqrt(i / SPOTS);
      const point = [at[0] + r * Math.cos(i * GOLDEN), at[1] + r * Math.sin(i * GOLDEN)];
      if (!within(area, point, scene)) continue;
      const forward = (point[0] - at[0]) * ux + (point[1] - at[1]) * uy;
      const aside = side === null ? 0 : Math.abs(sideOf(point, at, other) - side);
      const clash = near(point, avoid, 30) * 60 + near(point, ends, 34) * 30 + near(point, crowd, 16) * 14;
      const cost = r * 0.12 - forward * 0.18 + Math.min(aside, 90) * 0.25 + clash;
      if (cost < best.cost) best = { cost, point };
    }
    return best.point;
  }

  /** How close a point is to the nearest of others: 0 beyond `reach`, 1 on top. */
  function near(point, others, reach) {
    let best = reach;
    for (const [x, y] of others) {
      const distance = Math.abs(x - point[0]) < reach ? Math.hypot(x - point[0], y - point[1]) : reach;
      if (distance < best) best = distance;
    }
    return 1 - best / reach;
  }

  const ROUGH = 4; // the level of detail that tells well enough whether a point is inside

  function within(area, point, scene) {
    const level = Math.min(ROUGH, levelOf(scene.view.scale));
    const k = (256 * 2 ** level) / scene.view.scale;
    return scene.probe.isPointInPath(area.path(level), point[0] * k, point[1] * k, "evenodd");
  }

  /** A city end stands at the rim of the city's symbol, on the side of the other end. */
  function keepOff(at, other, avoid) {
    const onCity = avoid.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < 4);
    if (!onCity) return at;
    const length = Math.hypot(other[0] - at[0], other[1] - at[1]) || 1;
    const t = Math.min(0.4, 17 / length);
    return [at[0] + t * (other[0] - at[0]), at[1] + t * (other[1] - at[1])];
  }

  MapApp.flows = { layoutFlows };
})();
