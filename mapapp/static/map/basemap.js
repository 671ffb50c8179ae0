/* The ground: sea, mentioned waters, land with the countries' tints, borders, coasts. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { arcsPath } = MapApp.geometry;

  class Basemap {
    constructor(data) {
      Object.assign(this, data);
      this._lines = new Map();
    }

    _paths(level) {
      if (!this._lines.has(level)) {
        this._lines.set(level, {
          coast: arcsPath(this.coast, level),
          border: arcsPath(this.border, level),
        });
      }
      return this._lines.get(level);
    }

    /**
     * Draw into a context in absolute px. `ground` holds what differs between maps:
     * {theme, tints: Map id -> colour, waters: Set of ids, selected: {kind, id} | null, tiles}.
     * Over online tiles only what the texts name is drawn, and lets the tiles through.
     */
    draw(context, rect, scale, ground) {
      if (!ground.tiles) {
        context.fillStyle = ground.theme.water;
        context.fillRect(rect[0], rect[1], rect[2] - rect[0], rect[3] - rect[1]);
      }
      for (const offset of worldCopies(rect, scale)) {
        context.save();
        context.translate(offset, 0);
        this._drawWorld(context, [rect[0] - offset, rect[1], rect[2] - offset, rect[3]], scale, ground);
        context.restore();
      }
    }

    _drawWorld(context, rect, scale, ground) {
      const level = levelOf(scale);
      const k = scale / (256 * 2 ** level);
      context.scale(k, k);
      context.lineJoin = "round";
      const water = ground.selected && ground.selected.kind === "water" && this.waters.get(ground.selected.id);
      if (ground.tiles) context.globalAlpha = 0.4;
      context.fillStyle = ground.theme.mentionedWater;
      for (const id of ground.waters) {
        const place = this.waters.get(id);
        if (place && touches(place.area.bounds, rect, scale)) context.fill(place.area.path(level), "evenodd");
      }
      if (water && !ground.tiles) outline(context, water.area.path(level), k, ground.theme);
      this._drawLand(context, rect, scale, level, ground);
      const lines = this._paths(level);
      context.globalAlpha = 1;
      if (!ground.tiles) {
        stroke(context, lines.border, ground.theme.border, 0.9 / k);
        stroke(context, lines.coast, ground.theme.coast, 0.9 / k);
      }
      if (water) outlineCoast(context, water.area.path(level), lines.coast, k, ground.theme);
      const country =
        ground.selected && ground.selected.kind === "country" && this.countries.get(ground.selected.id);
      if (country) outline(context, country.area.path(level), k, ground.theme);
    }

    _drawLand(context, rect, scale, level, ground) {
      for (const [id, place] of this.countries) {
        if (!touches(place.area.bounds, rect, scale)) continue;
        if (ground.tiles && !ground.tints.has(id)) continue;
        context.fillStyle = ground.tints.get(id) || ground.theme.land;
        context.fill(place.area.path(level), "evenodd");
      }
    }

    /** Trace what a level draws before somebody waits for it; answers whether all of it is done. */
    warm(level, hasTime) {
      for (const places of [this.countries, this.waters]) {
        for (const place of places.values()) {
          if (!hasTime()) return false;
          place.area.path(level);
        }
      }
      this._paths(level);
      return true;
    }

    /** The country, or else the water, at a world point. */
    placeAt(context, x, y, level) {
      const size = 256 * 2 ** level;
      for (const [kind, places] of [["country", this.countries], ["water", this.waters]]) {
        for (const [id, place] of places) {
          const b = place.area.bounds;
          if (x < b[0] || x > b[2] || y < b[1] || y > b[3]) continue;
          if (context.isPointInPath(place.area.path(level), x * size, y * size, "evenodd")) {
            return { kind, id };
          }
        }
      }
      return null;
    }
  }

  function stroke(context, path, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }

  function outline(context, path, k, theme) {
    stroke(context, path, theme.yellowEdge, 4.6 / k);
    stroke(context, path, theme.yellow, 3 / k);
  }

  /** A water's shore is the coast inside its polygon, which reaches under the land. */
  function outlineCoast(context, area, coast, k, theme) {
    context.save();
    context.clip(area, "evenodd");
    outline(context, coast, k, theme);
    context.restore();
  }

  const CLOSEST = 10;
  const levelOf = (scale) => Math.max(0, Math.min(CLOSEST, Math.ceil(Math.log2(scale / 256) - 0.01)));

  function touches(bounds, rect, scale) {
    return (
      bounds[0] * scale < rect[2] && bounds[2] * scale > rect[0] &&
      bounds[1] * scale < rect[3] && bounds[3] * scale > rect[1]
    );
  }

  /** Px offsets of the copies of the world that a rect touches, lines over its edge included. */
  function worldCopies(rect, scale) {
    const copies = [];
    for (let k = Math.floor(rect[0] / scale - 0.5); k <= Math.ceil(rect[2] / scale + 0.5); k++) {
      if ((k + 1.5) * scale > rect[0] && (k - 0.5) * scale < rect[2]) copies.push(k * scale);
    }
    return copies;
  }

  MapApp.Basemap = Basemap;
  MapApp.ground = { CLOSEST, levelOf, touches, worldCopies };
})();
