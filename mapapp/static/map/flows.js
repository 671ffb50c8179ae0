/* Where flows run: a country end stands free inside the country, arcs keep off cities and each other. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { Grid } = MapApp;
  const { levelOf } = MapApp.ground;
  const geo = MapApp.geometry;
  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const SPOTS = 70;
  const MOST_FLOWS = 50; // in a view, the most mentioned of it
  const NAMED = 30; // cities whose names have room beside them
  const SHORTEST = 26; // px below which an arrow says nothing

  const gridOf = (positions) => {
    const grid = new Grid();
    for (const [x, y] of positions) grid.add({ x, y });
    return grid;
  };

  /** The flows of one zoom, laid out when they first come into view and kept from then on. */
  class FlowLayout {
    constructor(scene, view, corridors) {
      this.scene = scene;
      this.scale = view.scale;
      this.flows = [...scene.featuresOf("flows")].filter((f) => f.shape.lines.length)
        .sort((a, b) => scene.counts(b).mentions - scene.counts(a).mentions);
      const cities = scene.featuresOf("cities").filter((f) => f.anchor).slice(0, 600);
      this.cities = gridOf(cities.map((f) => f.anchor.map((v) => v * view.scale)));
      for (const f of cities.slice(0, NAMED)) this._keepNameFree(f);
      this.crowd = gridOf(corridors.flatMap(({ legs }) => legs.flatMap((leg) => pairs(leg.line))));
      this.ends = new Grid();
      this.taken = new Grid();
      this.items = new Map();
    }

    /** The names of the most mentioned cities stand to the right of them. */
    _keepNameFree(city) {
      const [x, y] = city.anchor.map((v) => v * this.scale);
      for (const dx of [30, 50]) this.cities.add({ x: x + dx, y });
    }

    /** The most mentioned flows that cross the view, the selected one among them. */
    inView() {
      const near = this.flows.filter((f) => this._crosses(f));
      const { selectedFeature } = this.scene;
      const wanted = near.slice(0, MOST_FLOWS);
      if (near.includes(selectedFeature) && !wanted.includes(selectedFeature)) wanted.push(selectedFeature);
      const items = wanted.map((f) => this._item(f)).filter(Boolean);
      this._counts = { drawn: items.length, wanted: near.length - wanted.length + items.length };
      return items;
    }

    counts() {
      return this._counts;
    }

    _crosses({ shape }) {
      const { rect, copies } = this.scene.view;
      const [x0, y0, x1, y1] = (shape.bounds = shape.bounds || geo.boundsOf(shape.lines)).map((v) => v * this.scale);
      const bend = 0.25 * Math.hypot(x1 - x0, y1 - y0);
      return y1 + bend > rect[1] && y0 - bend < rect[3] &&
        copies.some((o) => x1 + o + bend > rect[0] && x0 + o - bend < rect[2]);
    }

    _item(feature) {
      if (!this.items.has(feature)) this.items.set(feature, this._place(feature));
      return this.items.get(feature);
    }

    _place(feature) {
      const [world] = feature.shape.lines;
      const a = [world[0] * this.scale, world[1] * this.scale];
      const b = [world[world.length - 2] * this.scale, world[world.length - 1] * this.scale];
      const from = this._freeEnd(a, b, feature.props.from_id);
      const side = -sideOf(from, a, b); // seen from the other end, the same side is the other one
      const to = this._freeEnd(b, a, feature.props.to_id, side);
      if (Math.hypot(from[0] - to[0], from[1] - to[1]) < SHORTEST) return null;
      for (const [x, y] of [from, to]) this.ends.add({ x, y });
      return MapApp.lines.layoutFlow(feature, [from, to], this.cities, this.taken);
    }

    /**
     * A point near `at`, within the country of `id`, off cities (24 px), other ends and lines.
     * `side` is where the flow's first end stands: keeping to it, flows between two countries do
     * not cross.
     */
    _freeEnd(at, other, id, side = null) {
      const area = this.scene.flowArea(id);
      if (!area) return this._keepOff(at, other);
      const length = Math.hypot(other[0] - at[0], other[1] - at[1]) || 1;
      const [ux, uy] = [(other[0] - at[0]) / length, (other[1] - at[1]) / length];
      const reach = Math.min(150, length * 0.45);
      let best = { cost: Infinity, point: at };
      for (let i = 0; i < SPOTS; i++) {
        const r = reach * Math.sqrt(i / SPOTS);
        const [x, y] = [at[0] + r * Math.cos(i * GOLDEN), at[1] + r * Math.sin(i * GOLDEN)];
        const forward = (x - at[0]) * ux + (y - at[1]) * uy;
        const aside = side === null ? 0 : Math.abs(sideOf([x, y], at, other) - side);
        let cost = r * 0.12 - forward * 0.18 + Math.min(aside, 90) * 0.25;
        if (cost >= best.cost) continue;
        cost += this.cities.closeness(x, y, 30) * 60 + this.ends.closeness(x, y, 34) * 30 + this.crowd.closeness(x, y, 16) * 14;
        if (cost < best.cost && this._within(area, x, y)) best = { cost, point: [x, y] };
      }
      return best.point;
    }

    _within(area, x, y) {
      const level = Math.min(ROUGH, levelOf(this.scale));
      const k = (256 * 2 ** level) / this.scale;
      return this.scene.probe.isPointInPath(area.path(level), x * k, y * k, "evenodd");
    }

    /** A city end stands at the rim of the city's symbol, on the side of the other end. */
    _keepOff(at, other) {
      if (this.cities.distance(at[0], at[1], 4) === 4) return at;
      const length = Math.hypot(other[0] - at[0], other[1] - at[1]) || 1;
      const t = Math.min(0.4, 17 / length);
      return [at[0] + t * (other[0] - at[0]), at[1] + t * (other[1] - at[1])];
    }
  }

  const ROUGH = 4; // the level of detail that tells well enough whether a point is inside

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

  MapApp.FlowLayout = FlowLayout;
})();
