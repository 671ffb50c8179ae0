/* The scene: what is shown and in which state, drawn on three canvases. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { features, ground, strokes, layout } = MapApp;

  const LAYERS = ["countries", "waters", "regions", "areas", "sites", "corridors", "flows", "cities"];
  const NOTHING = { mentions: 0, literal: 0, associative: 0 };
  const EMPTY = { countries: new Map(), waters: new Map(), coast: [], border: [] };

  class Scene {
    constructor(map, options) {
      this.map = map;
      this.basemap = new MapApp.Basemap(EMPTY);
      this.layers = new Map();
      this.filter = { reading: "both" };
      this.given = null; // counts by place id that stand for the filter; null: those of the data
      this.order = [...LAYERS];
      this.padding = { left: 0, right: 0, top: 0, bottom: 0 };
      this.obstacles = [];
      this.magnified = 1; // how many px of the page a px of the drawing takes
      this.selectedFeature = null;
      this.hovered = null;
      this.marked = new Set(); // what was found, ringed
      this.started = false; // nothing is drawn before there is something to see
      this.probe = document.createElement("canvas").getContext("2d");
      this.tiles = Boolean(options.tiles); // an online map lies beneath and draws the ground
      this._byId = new Map();
      this._forget();
      this.setTheme(options.theme || "light");
      map.on("moveend zoomend resize viewreset", () => (this.layout = null)); // before the panes draw at it
      this._addPanes();
      map.on("resize", () => this.refreshView());
    }

    _addPanes() {
      const pane = (name, z, options, draw) => {
        const element = this.map.createPane(`mapapp-${name}`);
        element.style.zIndex = z;
        element.style.pointerEvents = "none";
        const drawn = (...values) => this.started && draw(...values);
        const magnified = () => this.magnified;
        return new MapApp.CanvasPane(drawn, { magnified, pane: `mapapp-${name}`, ...options }).addTo(this.map);
      };
      this.panes = {
        ground: pane("ground", 250, { padding: 0.3, flying: true }, (context, rect) => {
          this._indexGround();
          this._drawGround(context, rect, this._readView().scale);
        }),
        marks: pane("marks", 400, { padding: 0.3 }, (context, rect) => this._drawMarks(context, rect)),
        labels: pane("labels", 450, { padding: 0.05, each: true }, (context) => this._drawLabels(context)),
      };
    }

    /** Draw from now on, all at once. */
    start() {
      this.started = true;
      this.refresh();
    }

    setTheme(name) {
      this.themeName = name;
      this.theme = MapApp.tokens.themes[name] || MapApp.tokens.themes.light;
      this._hatch = null;
      this.map.getContainer().style.background = this.theme.water;
      this.map.getContainer().dataset.theme = name;
      if (this.panes) this.refresh();
    }

    setBasemap(json) {
      this._take(new MapApp.Basemap(MapApp.geometry.decodeBasemap(json)));
    }

    /** A finer basemap in place of the present one, traced bit by bit before it is shown. */
    refineBasemap(json) {
      const basemap = new MapApp.Basemap(MapApp.geometry.decodeBasemap(json));
      const level = ground.levelOf(this._readView().scale);
      whenIdle((hasTime) => {
        const done = basemap.warm(level, hasTime);
        if (done) this._take(basemap);
        return done;
      });
    }

    _take(basemap) {
      this.basemap = basemap;
      this.refresh();
    }

    /** A layer's features, or more of them; they are drawn at the next refresh(). */
    addFeatures(name, data) {
      if (!this.layers.has(name)) this.layers.set(name, { visible: true, opacity: 1, features: [], count: data.count });
      const layer = this.layers.get(name);
      for (const feature of features.readLayer(name, data)) {
        feature.order = layer.features.push(feature); // equals are ranked as the data rank them
        this._byId.set(feature.id, feature);
      }
    }

    _forget() {
      this.layout = null;
      this._zoomed = null;
      this._shown = new Map();
      this._ground = null;
    }

    /** Lay out and draw anew, after a change of data, filter or theme. */
    refresh() {
      this._forget();
      this._redraw();
    }

    /** The same after a change that moves no mark: of the selection, or of the panels. */
    refreshView() {
      this.layout = null;
      this._shown.clear(); // what is selected is shown whatever the filters say
      this._redraw();
    }

    _redraw() {
      if (this.started) for (const pane of Object.values(this.panes)) pane.redraw();
    }

    refreshMarks() {
      this.panes.marks.redraw();
    }

    featuresOf(name) {
      if (!this._shown.has(name)) this._shown.set(name, this._filtered(name));
      return this._shown.get(name);
    }

    _filtered(name) {
      const layer = this.layers.get(name);
      if (!layer || !layer.visible || layer.opacity === 0) return [];
      if (!this.given && this.filter.reading === "both") return layer.features;
      return layer.features.filter((f) => f === this.selectedFeature || this.counts(f).mentions > 0);
    }

    all() {
      return LAYERS.flatMap((name) => (this.layers.has(name) ? this.layers.get(name).features : []));
    }

    find(id) {
      return this._byId.get(id) || null;
    }

    select(feature) {
      const before = this.selectedFeature;
      this.selectedFeature = feature;
      const hidden = (f) => f && this.counts(f).mentions === 0;
      if (hidden(before) || hidden(feature)) this.refresh(); // it comes, or goes
      else this.refreshView();
    }

    /** {mentions, literal, associative} of what the filters leave. */
    counts(feature) {
      if (this.given) return this.given.get(feature.id) || NOTHING;
      return features.countsOf(feature, this.filter.reading);
    }

    // --- the view -------------------------------------------------------------------------

    _readView() {
      const { map, padding, magnified: m } = this;
      const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0])).divideBy(m);
      const size = map.getSize().divideBy(m);
      const scale = (256 * 2 ** map.getZoom()) / m;
      const rect = [origin.x, origin.y, origin.x + size.x, origin.y + size.y];
      const hole = [
        rect[0] + padding.left / m + 6, rect[1] + padding.top / m + 6,
        rect[2] - padding.right / m - 6, rect[3] - padding.bottom / m - 6,
      ];
      return { zoom: Math.log2(scale / 256), scale, rect, hole, copies: ground.worldCopies(rect, scale).filter((o) => o === 0 || visibleCopy(o, rect, scale)) };
    }

    ensureLayout() {
      if (this.layout) return this.layout;
      this.view = this._readView();
      this._indexGround();
      this.layout = layout.layOutView(this, this._ensureZoomed());
      this.onLayout?.(this.layout);
      this._warmUp();
      return this.layout;
    }

    /** While nothing else happens, trace the ground for one zoom closer and one further. */
    _warmUp() {
      const level = ground.levelOf(this.view.scale);
      const levels = [level + 1, level - 1].filter((wanted) => wanted >= 0 && wanted <= ground.CLOSEST);
      const { basemap } = this;
      whenIdle((hasTime) => {
        while (levels.length && basemap === this.basemap && basemap.warm(levels[0], hasTime)) levels.shift();
        return !levels.length || basemap !== this.basemap; // a finer one came meanwhile
      });
    }

    _ensureZoomed() {
      const { scale } = this.view;
      if (!this._zoomed || this._zoomed.scale !== scale) this._zoomed = layout.layOutZoom(this, scale);
      return this._zoomed;
    }

    /** Whether a point item stands in the view, widened by a part of it on all sides. */
    inView({ x, y }, margin) {
      const [x0, y0, x1, y1] = this.view.rect;
      const dx = (x1 - x0) * margin;
      const dy = (y1 - y0) * margin;
      return y > y0 - dy && y < y1 + dy && this.view.copies.some((o) => x + o > x0 - dx && x + o < x1 + dx);
    }

    /** px boxes of the map's and the page's controls, which labels keep clear of. */
    controlBoxes() {
      const container = this.map.getContainer();
      const frame = container.getBoundingClientRect();
      const [x0, y0] = this.view.rect;
      return [...container.querySelectorAll(".leaflet-control"), ...this.obstacles].map((control) => {
        const { left, top, right, bottom } = control.getBoundingClientRect();
        const [x, y] = [(v) => (v - frame.left) / this.magnified + x0, (v) => (v - frame.top) / this.magnified + y0];
        return [x(left), y(top), x(right), y(bottom)];
      });
    }

    /** Country and water features by the basemap's ids; tints by class. */
    _indexGround() {
      if (this._ground) return;
      const countries = new Map(this.featuresOf("countries").map((f) => [f.props.country, f]));
      const waters = new Map(this.featuresOf("waters").map((f) => [f.id, f]));
      const classOf = features.tintClasses([...countries.values()].map((f) => this.counts(f).literal));
      const tints = new Map();
      for (const [id, feature] of countries) {
        const tint = classOf(this.counts(feature).literal);
        if (tint >= 0) tints.set(id, this.theme.tints[tint]);
      }
      this._ground = { countries, waters, tints };
    }

    countryFeature(id) {
      return this._ground.countries.get(id);
    }

    waterFeature(id) {
      return this._ground.waters.get(id);
    }

    groundOf(id) {
      return this._ground.tints.get(id) || this.theme.land;
    }

    /** The colour beneath a point feature, for its label's halo. */
    haloAt(feature) {
      return this.groundOf(feature.props.country);
    }

    /** The polygon within which a flow's end is free to stand, if the end is a country. */
    flowArea(id) {
      const feature = this.find(id);
      const place = feature && feature.layer === "countries" && this.basemap.countries.get(feature.props.country);
      return place ? place.area : null;
    }

    /** Whether an absolute px point lies in a feature's own area. */
    contains(feature, x, y) {
      const { area } = feature.shape;
      if (!area) return Math.hypot(x - feature.anchor[0] * this.view.scale, y - feature.anchor[1] * this.view.scale) < 120;
      const level = ground.levelOf(this.view.scale);
      const k = (256 * 2 ** level) / this.view.scale;
      return this.probe.isPointInPath(area.path(level), x * k, y * k, "evenodd");
    }

    // --- states ---------------------------------------------------------------------------

    isSelected(feature) {
      return Boolean(feature) && feature === this.selectedFeature;
    }

    /** Lines, flows and areas step back to 40 % while something else is selected. */
    alphaOf(feature) {
      const layer = this.layers.get(feature.layer);
      const opacity = layer ? layer.opacity : 1;
      const dims = ["corridors", "flows", "sites"].includes(feature.layer);
      return this.selectedFeature && dims && !this.isSelected(feature) ? 0.4 * opacity : opacity;
    }

    labelAlpha(label) {
      return label.feature ? Math.max(0.55, this.alphaOf(label.feature)) : 1;
    }

    hatchPattern() {
      if (!this._hatch) this._hatch = strokes.hatch(this.theme.site, null);
      return this._hatch;
    }

    // --- drawing --------------------------------------------------------------------------

    _drawGround(context, rect, scale) {
      const { tints, waters } = this._ground;
      this.basemap.draw(context, rect, scale, {
        theme: this.theme, tints, waters: new Set(waters.keys()), selected: this._selectedGround(), tiles: this.tiles,
      });
    }

    _selectedGround() {
      const f = this.selectedFeature;
      if (!f) return null;
      if (f.layer === "countries") return { kind: "country", id: f.props.country };
      return f.layer === "waters" ? { kind: "water", id: f.id } : null;
    }

    _drawMarks(context, rect) {
      const laid = this.ensureLayout();
      for (const offset of ground.worldCopies(rect, this.view.scale)) {
        const box = [rect[0] - offset, rect[1], rect[2] - offset, rect[3]];
        context.save();
        context.translate(offset, 0);
        MapApp.drawMarks(context, this, { ...laid, points: layout.symbolsIn(this, laid, box) });
        context.restore();
      }
    }

    _drawLabels(context) {
      MapApp.labels.drawLabels(context, this.ensureLayout().placed, this);
    }
  }

  /** Work on something while nothing else happens, until `work(hasTime)` answers that it is done. */
  function whenIdle(work) {
    const later = window.requestIdleCallback || ((go) => setTimeout(go, 20));
    const go = (deadline) => {
      const end = performance.now() + 12; // where the browser does not tell
      const hasTime = () => (deadline ? deadline.timeRemaining() > 3 : performance.now() < end);
      if (!work(hasTime)) later(go);
    };
    later(go);
  }

  function visibleCopy(offset, rect, scale) {
    return offset < rect[2] && offset + scale > rect[0];
  }

  MapApp.Scene = Scene;
  MapApp.layerOrder = LAYERS;
})();
