/* What the page, or a notebook's own script, may ask of the map, and what the map tells. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const geo = MapApp.geometry;
  const { features } = MapApp;

  const emit = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  class Controller {
    constructor(map, options = {}) {
      this.map = map;
      this.scene = new MapApp.Scene(map, { theme: resolveTheme(options.theme), tiles: options.tiles });
      this.tooltip = new MapApp.hover.Tooltip(map.getContainer(), this.scene.padding);
      this._pending = [];
      this._early = [];
      if (options.attribution) L.control.attribution({ position: "bottomleft", prefix: false })
        .addAttribution(options.attribution).addTo(map);
      this._listen(options);
    }

    _listen(options) {
      const { map } = this;
      map.on("click", (event) => this._onClick(event));
      map.on("mousemove", (event) => this._onMove(event));
      map.on("mouseout movestart zoomstart", () => this._setHover(null));
      map.on("moveend", () => emit("mapapp:view", this.view()));
      if (options.fineBasemap) map.on("zoomend", () => this._refine(options.fineBasemap));
      if (options.theme === "auto") {
        matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) =>
          this.setTheme(event.matches ? "dark" : "light"));
      }
      if (document.fonts) {
        const wanted = Object.values(MapApp.text.styles).map((style) => document.fonts.load(style.font));
        Promise.all(wanted).then(() => {
          MapApp.text.forget();
          this.scene.refresh();
        }, () => {});
      }
    }

    // --- data ---------------------------------------------------------------------------------

    /** Add a layer from GeoJSON, or from a URL that answers with it; so too a corridor's legs. */
    addLayer(name, source, legs = null) {
      const legsJson = typeof legs === "string" ? fetchJSON(legs) : legs;
      this._early.push(this._load(source, async (json) => this.scene.addLayer(name, json, await legsJson)));
    }

    setBasemap(source) {
      return this._load(source, (json) => this.scene.setBasemap(json));
    }

    /** Exchange the coarse basemap for the fine one, once somebody looks closely. */
    _refine(url) {
      if (this._refined || this.map.getZoom() < 5.5) return;
      this._refined = true;
      this.setBasemap(url).catch(() => (this._refined = false));
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

    filter({ documents, reading } = {}) {
      const { filter } = this.scene;
      if (documents !== undefined) filter.documents = documents === null ? null : new Set(documents);
      if (reading !== undefined) filter.reading = reading;
      this.scene.refresh();
    }

    layers() {
      return [...this.scene.layers].map(([name, layer]) => ({
        name, visible: layer.visible, opacity: layer.opacity, count: layer.features.length,
      }));
    }

    // --- selection ----------------------------------------------------------------------------

    select(placeId, { fit = false, padding, source = "api" } = {}) {
      const feature = placeId === null ? null : this.scene.find(String(placeId));
      if (padding) this.setPadding(padding);
      this.scene.selectedFeature = feature;
      this.scene.refresh();
      if (feature && fit) this.fit(feature.id);
      if (source === "map") {
        emit("mapapp:select", { placeId: feature && feature.id, layer: feature && feature.layer, source });
      }
      return Boolean(feature);
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
      const point = event.layerPoint.add(this.map.getPixelOrigin());
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

    view() {
      const centre = this.map.getCenter();
      return { zoom: this.map.getZoom(), center: [centre.lng, centre.lat] };
    }

    setView([lon, lat], zoom) {
      this.map.setView([lat, lon], zoom, { animate: false });
    }

    /** px at each side that panels cover; labels, controls and fits keep out of them. */
    setPadding(padding) {
      Object.assign(this.scene.padding, padding);
      const { style } = this.map.getContainer();
      for (const [side, px] of Object.entries(this.scene.padding)) {
        style.setProperty(`--mapapp-pad-${side}`, `${px}px`);
      }
      this.scene.refresh();
    }

    /** Elements over the map that labels keep clear of. */
    avoid(elements) {
      this.scene.obstacles = [...elements];
      this.scene.refresh();
    }

    /** Fit the map to places, or (null) to where most of the mentions are. */
    fit(placeIds, { padding, maxZoom = 7, animate = true } = {}) {
      if (padding) this.setPadding(padding);
      const { scene } = this;
      const found = placeIds === null ? null : [placeIds].flat().map((id) => scene.find(String(id))).filter(Boolean);
      const bounds = found ? features.boundsOfAll(found, scene.basemap) : features.homeBounds(scene.layers);
      if (bounds) this.fitWorld(bounds, { maxZoom, animate });
    }

    zoom(delta) {
      this.map.setZoom(this.map.getZoom() + delta);
    }

    invalidateSize() {
      this.map.invalidateSize({ animate: false });
    }

    fitWorld([x0, y0, x1, y1], { maxZoom = 7, animate = true } = {}) {
      const { left, right, top, bottom } = this.scene.padding;
      const [west, north] = geo.unproject(x0, y0);
      const [east, south] = geo.unproject(x1, y1);
      this.map.fitBounds([[south, west], [north, east]], {
        paddingTopLeft: [left + 36, top + 36], paddingBottomRight: [right + 36, bottom + 36],
        maxZoom, animate: animate && !matchMedia("(prefers-reduced-motion: reduce)").matches,
      });
    }

    setTheme(name) {
      this.scene.setTheme(resolveTheme(name));
    }
  }

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

  Object.assign(MapApp, { Controller, start, embedded });
})();
