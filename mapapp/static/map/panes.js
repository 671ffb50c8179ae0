/* A canvas that Leaflet moves and scales with the map; a callback draws it whole. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});

  const IN_FLIGHT = 120; // ms between drawings on the way

  MapApp.CanvasPane = L.Renderer.extend({
    /** draw(context, rect): rect is the drawn part in absolute px of the zoom. */
    initialize(draw, options) {
      this._draw = draw;
      L.Renderer.prototype.initialize.call(this, options);
    },

    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      delete events.zoomend; // there are no Leaflet paths in this renderer
      events.move = this._follow;
      return events;
    },

    /** Draw again before the next frame, once, however often it is asked for. */
    redraw() {
      if (!this._map || this._frame) return;
      this._frame = L.Util.requestAnimFrame(() => {
        this._frame = null;
        if (this._map && !this._map._animatingZoom) this._paint();
      });
    },

    _initContainer() {
      this._container = L.DomUtil.create("canvas", "mapapp-canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() {
      L.Util.cancelAnimFrame(this._frame);
      this._frame = null;
      this._container.remove();
      delete this._container;
    },

    /** A map that was only moved, and still shows what is drawn, needs no drawing, unless `each` time. */
    _update() {
      const { _map: map } = this;
      if (map._animatingZoom && this._bounds) return;
      if (!this.options.each && this._covers()) return;
      this._origin = map.getPixelOrigin();
      this._size = map.getSize();
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = Math.round(size.x * ratio);
      this._container.height = Math.round(size.y * ratio);
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._ratio = ratio;
      this._paint();
    },

    /** Dragged beyond what is drawn, or flying (where a pane keeps up with it): drawn on the way. */
    _follow() {
      const { _map: map } = this;
      if (map._animatingZoom || this._covers()) return;
      const flying = this._zoom !== map.getZoom();
      if (flying && (!this.options.flying || performance.now() - this._painted < IN_FLIGHT)) return;
      if (!this.options.each) this._update();
    },

    _covers() {
      const { _map: map } = this;
      if (!this._bounds || this._zoom !== map.getZoom() || !map.getPixelOrigin().equals(this._origin)) return false;
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      return this._size.equals(size) && this._bounds.contains(L.bounds(corner, corner.add(size)));
    },

    _paint() {
      this._painted = performance.now();
      const magnified = this.options.magnified();
      const min = this._bounds.min.add(this._map.getPixelOrigin());
      const max = min.add(this._bounds.getSize());
      const context = this._context;
      const ratio = this._ratio;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      context.setTransform(ratio * magnified, 0, 0, ratio * magnified, -min.x * ratio, -min.y * ratio);
      this._draw(context, [min.x, min.y, max.x, max.y].map((v) => v / magnified));
    },
  });
})();
