/* A canvas that Leaflet moves and scales with the map; a callback draws it whole. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});

  MapApp.CanvasPane = L.Renderer.extend({
    /** draw(context, rect): rect is the drawn part in absolute px of the zoom. */
    initialize(draw, options) {
      this._draw = draw;
      L.Renderer.prototype.initialize.call(this, options);
    },

    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      delete events.zoomend; // there are no Leaflet paths in this renderer
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

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
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

    _paint() {
      const min = this._bounds.min.add(this._map.getPixelOrigin());
      const size = this._bounds.getSize();
      const context = this._context;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      context.setTransform(this._ratio, 0, 0, this._ratio, -min.x * this._ratio, -min.y * this._ratio);
      this._draw(context, [min.x, min.y, min.x + size.x, min.y + size.y]);
    },
  });
})();
