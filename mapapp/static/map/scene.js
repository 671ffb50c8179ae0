/* The scene: what is shown, laid out for the current view, drawn on three canvases. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { points, areas, lines, features, ground, strokes } = MapApp;

  const LAYERS = ["countries", "waters", "regions", "areas", "sites", "corridors", "flows", "cities"];

  const MOST_FLOWS = 150;
  const MOST_POINTS = 600; // cities in view above which crowded ones are thinned

  class Scene {
    constructor(map, options) {
      this.map = map;
      this.basemap = new MapApp.Basemap({ countries: new Map(), waters: new Map(), coast: [], border: [] });
      this.layers = new Map();
      this.filter = { documents: null, reading: "both" };
      this.padding = { left: 0, right: 0, top: 0, bottom: 0 };
      this.obstacles = [];
      this.selectedFeature = null;
      this.hovered = null;
      this.probe = document.createElement("canvas").getContext("2d");
      this.tiles = Boolean(options.tiles); // an online map lies beneath and draws the ground
      this.setTheme(options.theme || "light");
      this._addPanes();
      map.on("moveend zoomend resize viewreset", () => (this.layout = null));
      map.on("resize", () => this.refresh());
    }

    _addPanes() {
      const pane = (name, z, padding, draw) => {
        const element = this.map.createPane(`mapapp-${name}`);
        element.style.zIndex = z;
        element.style.pointerEvents = "none";
        return new MapApp.CanvasPane(draw, { pane: `mapapp-${name}`, padding }).addTo(this.map);
      };
      this.panes = {
        ground: pane("ground", 250, 0.3, (context, rect) => this._drawGround(context, rect)),
        marks: pane("marks", 400, 0.3, (context, rect) => this._drawMarks(context, rect)),
        labels: pane("labels", 450, 0.05, (context) => this._drawLabels(context)),
      };
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
      this.basemap = new MapApp.Basemap(MapApp.geometry.decodeBasemap(json));
      this.refresh();
    }

    addLayer(name, json, legs) {
      const known = this.layers.get(name) || { visible: true, opacity: 1 };
      this.layers.set(name, { ...known, features: features.readLayer(name, json, legs) });
      this.refresh();
    }

    /** Lay out and draw anew, after a change of data, filter, selection or theme. */
    refresh() {
      this.layout = null;
      this._flows = null;
      for (const pane of Object.values(this.panes)) pane.redraw();
    }

    refreshMarks() {
      this.panes.marks.redraw();
    }

    featuresOf(name) {
      const layer = this.layers.get(name);
      if (!layer || !layer.visible || layer.opacity === 0) return [];
      if (!this.filter.documents && this.filter.reading === "both") return layer.features;
      return layer.features.filter((f) => f === this.selectedFeature || features.passes(f, this.filter));
    }

    find(id) {
      for (const name of LAYERS) {
        const layer = this.layers.get(name);
        const feature = layer && layer.features.find((f) => f.id === id);
        if (feature) return feature;
      }
      return null;
    }

    counts(feature) {
      return features.countsOf(feature, this.filter.reading);
    }

    // --- the view -------------------------------------------------------------------------

    _readView() {
      const { map, padding } = this;
      const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
      const size = map.getSize();
      const zoom = map.getZoom();
      const scale = 256 * 2 ** zoom;
      const rect = [origin.x, origin.y, origin.x + size.x, origin.y + size.y];
      const hole = [
        rect[0] + padding.left + 6, rect[1] + padding.top + 6,
        rect[2] - padding.right - 6, rect[3] - padding.bottom - 6,
      ];
      return { zoom, scale, rect, hole, copies: ground.worldCopies(rect, scale).filter((o) => o === 0 || visibleCopy(o, rect, scale)) };
    }

    ensureLayout() {
      if (this.layout) return this.layout;
      this.view = this._readView();
      this.layout = this._layOut();
      return this.layout;
    }

    _layOut() {
      const { view } = this;
      this._index();
      const cities = this._layOutCities();
      const sites = this.featuresOf("sites");
      const located = sites.filter((f) => !isAreaBound(f));
      const corridors = this.featuresOf("corridors").map((f) => lines.layoutCorridor(f, view));
      const loose = this._loosePlaces();
      const layout = {
        corridors,
        borders: [...located, ...loose].filter((f) => f.shape.lines.length).map((f) => areas.layoutBorder(f, view)),
        groups: this._groups(sites.filter(isAreaBound)),
        flows: this._layOutFlows(corridors),
        known: this._known(),
        outlined: loose.filter((f) => f.shape.area),
        points: [
          ...loose.filter((f) => f.anchor && !f.shape.lines.length).map((f) => areaPoint(f, view)),
          ...points.layoutStops(corridors, view, cities),
          ...located.filter((f) => !f.shape.lines.length && f.anchor).map((f) => points.layoutSite(f, view, cities)),
          ...cities,
        ],
      };
      const placer = new MapApp.placement.Placer(view.rect, view.hole);
      layout.placed = this.map.getSize().x ? MapApp.labels.placeLabels(this, layout, placer) : { labels: [], pills: [] };
      return layout;
    }

    /** Areas, and the waters and countries that the basemap does not hold: rivers, lakes, islands. */
    _loosePlaces() {
      const missing = (f) => !features.basemapPlace(f, this.basemap);
      return [...this.featuresOf("areas"), ...["waters", "countries"].flatMap((name) => this.featuresOf(name).filter(missing))];
    }

    /** Cities in and around the view, largest first. */
    _layOutCities() {
      const { scale } = this.view;
      const all = this.featuresOf("cities")
        .filter((f) => f.anchor && this.inView({ x: f.anchor[0] * scale, y: f.anchor[1] * scale }, 0.35))
        .map((f) => points.layoutCity(f, this.view, this.counts(f)));
      all.sort((a, b) => this.isSelected(b.feature) - this.isSelected(a.feature) || b.r - a.r);
      return points.thin(all, MOST_POINTS);
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
        const box = control.getBoundingClientRect();
        return [box.left - frame.left + x0, box.top - frame.top + y0, box.right - frame.left + x0, box.bottom - frame.top + y0];
      });
    }

    /** Arcs depend on the zoom, not on where the view is: panning keeps them. */
    _layOutFlows(corridors) {
      if (!this._flows || this._flows.scale !== this.view.scale) {
        const flows = [...this.featuresOf("flows")].sort((a, b) => b.props.mentions - a.props.mentions);
        const cities = this.featuresOf("cities").filter((f) => f.anchor).slice(0, MOST_POINTS)
          .map((f) => f.anchor.map((v) => v * this.view.scale));
        const items = MapApp.flows.layoutFlows(flows.slice(0, MOST_FLOWS), this, cities, corridors);
        this._flows = { scale: this.view.scale, items };
      }
      return this._flows.items;
    }

    /** Country and water features by the basemap's ids; tints by class. */
    _index() {
      this._countries = new Map(this.featuresOf("countries").map((f) => [f.props.country, f]));
      this._waters = new Map(this.featuresOf("waters").map((f) => [f.id, f]));
      const counts = [...this._countries.values()].map((f) => this.counts(f).literal);
      const classOf = features.tintClasses(counts);
      this._tints = new Map();
      for (const [id, feature] of this._countries) {
        const tint = classOf(this.counts(feature).literal);
        if (tint >= 0) this._tints.set(id, this.theme.tints[tint]);
      }
    }

    countryFeature(id) {
      return this._countries.get(id);
    }

    waterFeature(id) {
      return this._waters.get(id);
    }

    groundOf(id) {
      return this._tints.get(id) || this.theme.land;
    }

    /** The colour beneath a point feature, for its label's halo. */
    haloAt(feature) {
      return this.groundOf(feature.props.country);
    }

    _groups(sites) {
      const areaOf = (site) => {
        const place = features.basemapPlace(site, this.basemap);
        const name = site.props.anchor_name || (place && place.name) || "this area";
        const area = place ? place.area : site.shape.area;
        if (!area || !site.anchor) return null;
        return { id: site.props.anchor_id || site.id, area, name, place, label: place ? place.label : site.anchor };
      };
      return areas.groupByArea(sites, areaOf, this.view);
    }

    _known() {
      const feature = this.selectedFeature;
      if (!feature || feature.layer !== "sites" || !Number.isFinite(feature.props.known_lon)) return [];
      const { projectX, projectY } = MapApp.geometry;
      const note = String(feature.props.known_note || "outside knowledge").split(/[:;.]/)[0];
      return [{
        feature, r: 9.5, note: note.length > 48 ? `${note.slice(0, 46)}\u2026` : note,
        x: projectX(feature.props.known_lon) * this.view.scale, y: projectY(feature.props.known_lat) * this.view.scale,
      }];
    }

    /** The polygon within which a flow's end is free to stand, if the end is a country. */
    flowArea(id) {
      const layer = this.layers.get("countries");
      const feature = layer && layer.features.find((f) => f.id === id);
      const place = feature && this.basemap.countries.get(feature.props.country);
      return place && place.area;
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

    _drawGround(context, rect) {
      this.ensureLayout();
      this.basemap.draw(context, rect, this.view.scale, {
        theme: this.theme, tints: this._tints, waters: new Set(this._waters.keys()), selected: this._selectedGround(),
        tiles: this.tiles,
      });
    }

    _selectedGround() {
      const f = this.selectedFeature;
      if (!f) return null;
      if (f.layer === "countries") return { kind: "country", id: f.props.country };
      return f.layer === "waters" ? { kind: "water", id: f.id } : null;
    }

    _drawMarks(context, rect) {
      const layout = this.ensureLayout();
      for (const offset of ground.worldCopies(rect, this.view.scale)) {
        context.save();
        context.translate(offset, 0);
        this._drawCopy(context, layout);
        context.restore();
      }
    }

    _drawCopy(context, layout) {
      const selected = this.selectedFeature;
      if (selected && selected.layer === "regions") areas.drawRegion(context, selected, this);
      layout.outlined.forEach((f) => areas.drawOutlined(context, f, this));
      layout.groups.filter((g) => !g.large && !g.sites.includes(selected)).forEach((g) => areas.drawHatched(context, g, this));
      layout.borders.forEach((item) => areas.drawBorder(context, item, this));
      const flowsFirst = selected && selected.layer !== "flows";
      if (flowsFirst) lines.drawFlows(context, layout.flows, this);
      layout.groups.filter((g) => g.sites.includes(selected)).forEach((g) => areas.drawHatched(context, g, this));
      lines.drawCorridors(context, selectedLast(layout.corridors, selected), this);
      if (!flowsFirst) lines.drawFlows(context, selectedLast(layout.flows, selected), this);
      points.drawPoints(context, selectedLast(layout.points, selected), this);
      layout.known.forEach((item) => points.drawKnown(context, item, this.theme));
      MapApp.hover.draw(context, this);
    }

    _drawLabels(context) {
      MapApp.labels.drawLabels(context, this.ensureLayout().placed, this);
    }
  }

  const isAreaBound = (f) => ["country", "region", "admin"].includes(f.props.precision) && !f.shape.lines.length &&
    (f.props.precision !== "admin" || Boolean(f.shape.area));

  function areaPoint(feature, view) {
    return { feature, kind: "area", r: 4, x: feature.anchor[0] * view.scale, y: feature.anchor[1] * view.scale };
  }

  function selectedLast(items, selected) {
    return selected ? [...items].sort((a, b) => (a.feature === selected) - (b.feature === selected)) : items;
  }

  function visibleCopy(offset, rect, scale) {
    return offset < rect[2] && offset + scale > rect[0];
  }

  MapApp.Scene = Scene;
  MapApp.layerOrder = LAYERS;
})();
