/* What the page, or a notebook's own script, may ask of the map, and what the map tells. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const geo = MapApp.geometry;
  const { features } = MapApp;

  const MARGIN = 36; // px between what is fitted and the panels
  const FLIGHT = 0.7; // seconds

  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  class Controller {
    constructor(map, options = {}) {
      this.map = map;
      this.scene = new MapApp.Scene(map, { theme: resolveTheme(options.theme), tiles: options.tiles });
      this.tooltip = new MapApp.Tooltip(map.getContainer(), this.scene.padding);
      this._pending = [];
      this._early = [];
      this._later = [];
      this._detail = 0; // the zoom from which the basemap is meant to be looked at
      this._whole = null; // promise of all parts
      if (options.attribution) L.control.attribution({ position: "bottomleft", prefix: false })
        .addAttribution(options.attribution).addTo(map);
      this.scene.onLayout = ({ shown }) => {
        if (this._told === JSON.stringify(shown)) return;
        this._told = JSON.stringify(shown);
        emit("mapapp:shown", shown);
      };
      this._listen(options);
    }

    /** {shown, total, marks}: how many of the places in view are drawn, and how many the filters leave there. */
    shown() {
      return this.scene.ensureLayout().shown;
    }

    _listen(options) {
      const { map } = this;
      map.on("click", (event) => this._onClick(event));
      map.on("mousemove", (event) => this._onMove(event));
      map.on("mouseout movestart zoomstart", () => this._setHover(null));
      map.on("moveend", () => emit("mapapp:view", this.view()));
      this._basemaps = options.basemaps || [];
      map.on("zoomend", () => this._refine());
      if (options.theme === "auto") {
        matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) =>
          this.setTheme(event.matches ? "dark" : "light"));
      }
      if (document.fonts) {
        const wanted = Object.values(MapApp.text.styles).map((style) => document.fonts.load(style.font));
        Promise.all(wanted).then(() => {
          MapApp.text.forget();
          this.scene.refreshView();
        }, () => {});
      }
    }

    // --- data ---------------------------------------------------------------------------------

    /** Add a layer from its data (mapapp/map_data.py), or from a URL that answers with them, part by part. */
    addLayer(name, source) {
      const first = this._load(source, (data) => {
        this.scene.addFeatures(name, data);
        if (data.next) this._later.push({ name, source, part: data.next });
      });
      this._early.push(first);
    }

    /** What comes after the first parts; the map can be used meanwhile, and takes it in at once. */
    async _loadRest() {
      if (!this._later.length) return;
      const follow = async ({ name, source, part }) => {
        while (part) {
          const data = await fetchJSON(`${source}${source.includes("?") ? "&" : "?"}part=${part}`);
          this.scene.addFeatures(name, data);
          part = data.next;
        }
      };
      await Promise.allSettled(this._later.splice(0).map(follow));
      this.scene.refresh();
      emit("mapapp:whole", { controller: this });
    }

    setBasemap(source) {
      return this._load(source, (json) => this.scene.setBasemap(json));
    }

    /** Exchange the basemap for a finer one, once somebody looks closely; never back. */
    _refine() {
      const wanted = this._basemaps.findLast(([zoom]) => zoom <= this.map.getZoom());
      if (!wanted || wanted[0] <= this._detail) return;
      const [detail, url] = wanted;
      const before = this._detail;
      this._detail = detail;
      fetchJSON(url).then(
        (json) => this._detail === detail && this.scene.refineBasemap(json),
        () => this._detail === detail && (this._detail = before),
      );
    }

    _load(source, use) {
      const job = typeof source === "string" ? fetchJSON(source).then(use) : Promise.resolve(use(source));
      this._pending.push(job);
      return job;
    }

    /** Resolves when all that was asked for is there; a layer that failed is named and left out. */
    async ready() {
      await Promise.allSettled(this._early);
      this.fit(null, { animate: false });
      const results = await Promise.allSettled(this._pending);
      this.failed = results.filter((r) => r.status === "rejected").map((r) => String(r.reason.message));
      this.scene.start();
      this._whole = this._loadRest();
      emit("mapapp:ready", { controller: this, failed: this.failed });
      return this;
    }

    // --- layers and filters -------------------------------------------------------------------

    setLayer(name, visible) {
      const layer = this.scene.layers.get(name);
      if (!layer) return;
      layer.visible = Boolean(visible);
      this.scene.refresh();
    }

    setOpacity(name, opacity) {
      const layer = this.scene.layers.get(name);
      if (!layer) return;
      layer.opacity = Math.max(0, Math.min(1, Number(opacity)));
      this.scene.refresh();
    }

    only(name) {
      for (const [key, layer] of this.scene.layers) layer.visible = key === name;
      this.scene.refresh();
    }

    filter({ reading }) {
      this.scene.filter.reading = reading;
      this.scene.refresh();
    }

    /** Counts by place id, {mentions, literal, associative}, in place of all filters: what is not
        among them is hidden. null shows everything again. */
    setCounts(counts) {
      this.scene.given = counts && new Map(counts instanceof Map ? counts : Object.entries(counts));
      this.scene.refresh();
    }

    /** Which layer lies over which, from the bottom; layers that are not named stay below. */
    setOrder(names) {
      const { scene } = this;
      const known = names.filter((name) => MapApp.layerOrder.includes(name));
      scene.order = [...MapApp.layerOrder.filter((name) => !known.includes(name)), ...known];
      scene.refreshMarks();
    }

    /** All features that are there: {id, layer, props}, of corridors also the modes and statuses of their legs. */
    features() {
      return this.scene.all().map(({ id, layer, props, stretches }) => {
        const each = (key) => [...new Set((stretches || []).map((leg) => leg[key]).filter(Boolean))];
        return { id, layer, props, modes: each("mode"), statuses: each("status") };
      });
    }

    layers() {
      return [...this.scene.layers].map(([name, layer]) => ({
        name, visible: layer.visible, opacity: layer.opacity, count: layer.count,
      }));
    }

    // --- selection ----------------------------------------------------------------------------

    /** Show a place as selected; answers, once it can be known, whether it is on the map. */
    async select(placeId, { fit = false, padding, source = "api" } = {}) {
      const id = placeId === null ? null : String(placeId);
      if (padding) this.setPadding(padding);
      this._wanted = id;
      if (id !== null && !this.scene.find(id)) await this._whole; // it may come with a later part
      if (this._wanted !== id) return false;
      const feature = id === null ? null : this.scene.find(id);
      this.scene.select(feature);
      if (feature && fit) this.fit(feature.id);
      if (source === "map") {
        emit("mapapp:select", { placeId: feature && feature.id, layer: feature && feature.layer, source });
      }
      return Boolean(feature);
    }

    /** Ring what was found, without selecting it; null for nothing. */
    mark(placeIds) {
      this.scene.marked = new Set((placeIds || []).map((id) => this.scene.find(String(id))).filter(Boolean));
      this.scene.refreshMarks();
    }

    /** A still of these places, without names, on a canvas of the page, as large as it is there. */
    miniature(canvas, options) {
      MapApp.drawMiniature(canvas, this.scene, options);
    }

    hover(placeId) {
      this._setHover(placeId === null ? null : this.scene.find(String(placeId)));
    }

    feature(placeId) {
      const found = this.scene.find(String(placeId));
      return found ? { ...found.props, layer: found.layer } : null;
    }

    _setHover(feature, event) {
      const { scene } = this;
      if (!feature) this.tooltip.hide();
      else if (event) this.tooltip.show(feature, scene.counts(feature), event.containerPoint.x, event.containerPoint.y);
      if (feature === scene.hovered) return;
      scene.hovered = feature;
      this.map.getContainer().classList.toggle("mapapp-pointing", Boolean(feature && event));
      scene.refreshMarks();
      if (event || !feature) {
        emit("mapapp:hover", { placeId: feature && feature.id, layer: feature && feature.layer });
      }
    }

    _at(event) {
      const point = event.layerPoint.add(this.map.getPixelOrigin()).divideBy(this.scene.magnified);
      return MapApp.hover.hit(this.scene, point.x, point.y);
    }

    _onClick(event) {
      const feature = this._at(event);
      this.select(feature ? feature.id : null, { source: "map" });
    }

    _onMove(event) {
      if (this._moving) return;
      this._moving = requestAnimationFrame(() => {
        this._moving = null;
        if (!this.map._animatingZoom) this._setHover(this._at(event), event);
      });
    }

    // --- view ---------------------------------------------------------------------------------

    /** The middle of the part that no panel covers, the zoom, and that part as [west, south, east, north]. */
    view() {
      const { map } = this;
      const { left, right, top, bottom } = this.scene.padding;
      const { x, y } = map.getSize();
      const middle = map.containerPointToLatLng([(left + x - right) / 2, (top + y - bottom) / 2]);
      const southWest = map.containerPointToLatLng([left, y - bottom]);
      const northEast = map.containerPointToLatLng([x - right, top]);
      return {
        lat: middle.lat, lon: middle.lng, zoom: map.getZoom(),
        extent: [southWest.lng, southWest.lat, northEast.lng, northEast.lat],
      };
    }

    /** Put a place into the middle of the part that no panel covers: what view() said comes back. */
    setView({ lat, lon, zoom }, { padding, animate = false, duration = FLIGHT } = {}) {
      if (padding) this.setPadding(padding);
      const { left, right, top, bottom } = this.scene.padding;
      const { map } = this;
      const centre = map.unproject(map.project([lat, lon], zoom).add([(right - left) / 2, (bottom - top) / 2]), zoom);
      const still = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (still) map.setView(centre, zoom, { animate: false });
      else if (zoom === map.getZoom() && this._isNear(centre)) map.panTo(centre, { animate: true, duration });
      else map.flyTo(centre, zoom, { duration });
    }

    /** Whether a place is less than a screen away, so that a slide shows the way better than a leap. */
    _isNear(place) {
      const { x, y } = this.map.getSize();
      const at = this.map.latLngToContainerPoint(place);
      return at.x > -x / 2 && at.x < 1.5 * x && at.y > -y / 2 && at.y < 1.5 * y;
    }

    /** px at each side that panels cover; labels, controls and fits keep out of them. */
    setPadding(padding) {
      Object.assign(this.scene.padding, padding);
      const { style } = this.map.getContainer();
      for (const [side, px] of Object.entries(this.scene.padding)) {
        style.setProperty(`--mapapp-pad-${side}`, `${px}px`);
      }
      this.scene.refreshView();
    }

    /** Elements over the map that labels keep clear of. */
    avoid(elements) {
      this.scene.obstacles = [...elements];
      this.scene.refreshView();
    }

    /** Fit the map to an extent [west, south, east, north], exactly; to one or more places, with a
        margin; or (null) to where most of the mentions that the filters leave are. */
    fit(what, { padding, maxZoom = 7, ...flight } = {}) {
      if (padding) this.setPadding(padding);
      if (isExtent(what)) {
        this._fitWorld(geo.extentBounds(what), { margin: 0, maxZoom: this.map.getMaxZoom(), ...flight });
        return;
      }
      const { scene } = this;
      const found = what === null ? null : [what].flat().map((id) => scene.find(String(id))).filter(Boolean);
      const bounds = found ? features.boundsOfAll(found, scene.basemap) : features.homeBounds(this._left());
      if (bounds) this._fitWorld(bounds, { margin: MARGIN, maxZoom, ...flight });
    }

    /** Fit the map to everything that layers and filters leave: each country by its middle. */
    fitAll({ maxZoom = 7, ...flight } = {}) {
      const bounds = features.boundsOfEverything(this._left(), this.scene.basemap);
      if (bounds) this._fitWorld(bounds, { margin: MARGIN, maxZoom, ...flight });
    }

    /** The layers with the features that are shown. */
    _left() {
      const { scene } = this;
      return new Map([...scene.layers.keys()].map((name) => [name, { features: scene.featuresOf(name) }]));
    }

    /** Fit the map to where most of the mentions of some places are. */
    fitMost(ids, { maxZoom = 7, ...flight } = {}) {
      const { scene } = this;
      const chosen = ids.map((id) => scene.find(String(id))).filter(Boolean);
      const layers = new Map([...scene.layers.keys()].map((name) => [name, { features: chosen.filter((f) => f.layer === name) }]));
      const bounds = features.homeBounds(layers) ?? features.boundsOfAll(chosen, scene.basemap);
      if (bounds) this._fitWorld(bounds, { margin: MARGIN, maxZoom, ...flight });
    }

    _fitWorld([x0, y0, x1, y1], { margin, maxZoom, animate = true, duration }) {
      const { map } = this;
      const { left, right, top, bottom } = this.scene.padding;
      const { x: width, y: height } = map.getSize();
      const room = [width - left - right - 2 * margin, height - top - bottom - 2 * margin].map((px) => Math.max(px, 40));
      const fits = Math.log2(Math.min(room[0] / (x1 - x0 || 1e-9), room[1] / (y1 - y0 || 1e-9)) / 256);
      const zoom = Math.max(map.getMinZoom(), Math.min(maxZoom, Math.floor((fits + 0.01) * 4) / 4));
      const [lon, lat] = geo.unproject((x0 + x1) / 2, (y0 + y1) / 2);
      this.setView({ lat, lon, zoom }, { animate, duration });
    }

    zoom(delta) {
      this.map.setZoom(this.map.getZoom() + delta);
    }

    invalidateSize() {
      this.map.invalidateSize({ animate: false });
    }

    /** Draw marks, lines and names so many times as large: 1.45 on slides. */
    setScale(factor) {
      this.scene.magnified = Number(factor) || 1;
      this.scene.refresh();
    }

    setTheme(name) {
      this.scene.setTheme(resolveTheme(name));
    }
  }

  const isExtent = (what) => Array.isArray(what) && what.length === 4 && what.every(Number.isFinite);

  function resolveTheme(theme) {
    if (theme === "light" || theme === "dark") return theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  async function fetchJSON(url) {
    const response = await fetch(url, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  }

  /** Data of a <script type="application/json"> block. */
  const embedded = (id) => JSON.parse(document.getElementById(id).textContent);

  /** Make a Leaflet map into a MapApp map; the first one is the page's `MapApp.controller`. */
  function start(map, options) {
    MapApp.words.learn(options.words);
    const controller = new Controller(map, options);
    map.mapapp = controller;
    MapApp.controller = MapApp.controller || controller;
    return controller;
  }

  /** A layer as a Leaflet layer, so that Leaflet's and Folium's own controls can switch it. */
  MapApp.LeafletLayer = L.Layer.extend({
    initialize(name) {
      this._layerName = name;
    },
    onAdd(map) {
      map.mapapp.setLayer(this._layerName, true);
    },
    onRemove(map) {
      map.mapapp.setLayer(this._layerName, false);
    },
  });

  Object.assign(MapApp, { start, embedded });
})();
