/* Where in the visible part of each country and water a label can stand: a coarse raster of
   the view, one id a cell, and for each cell its distance to the area's edge. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { levelOf, touches } = MapApp.ground;
  const CELL = 8; // px

  let canvas = null;

  function rasterContext(width, height) {
    canvas = canvas || document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    return canvas.getContext("2d", { willReadFrequently: true });
  }

  // Blended edge pixels must not pass for another id: green and blue check red.
  const colourOf = (n) => `rgb(${n & 255},${(n * 37) & 255},${(n >> 8) * 16 + 7})`;

  function idAt(data, i) {
    const n = data[i] + (((data[i + 2] - 7) / 16) << 8);
    return data[i + 3] === 255 && ((n * 37) & 255) === data[i + 1] && (data[i + 2] - 7) % 16 === 0 ? n : 0;
  }

  /** {key: [{x, y, room}]} for the places asked for; key is "country:IR" or "water:ne:...". */
  function findInteriors(basemap, view, wanted) {
    const [x0, y0, x1, y1] = view.hole;
    const columns = Math.max(1, Math.floor((x1 - x0) / CELL));
    const rows = Math.max(1, Math.floor((y1 - y0) / CELL));
    const keys = paint(rasterContext(columns, rows), basemap, view);
    const data = canvas.getContext("2d").getImageData(0, 0, columns, rows).data;
    const ids = new Uint16Array(columns * rows);
    for (let i = 0; i < ids.length; i++) ids[i] = idAt(data, 4 * i);
    const room = distances(ids, columns, rows);
    const isReally = (key, spot) => isInside(basemap, view, key, spot);
    return collect({ ids, room, columns, rows, keys }, wanted, view, isReally);
  }

  /** A lone cell may be a blend of colours that looks like an id: ask the polygon itself. */
  function isInside(basemap, view, key, { x, y }) {
    const [kind, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
    const place = (kind === "water" ? basemap.waters : basemap.countries).get(id);
    const level = levelOf(view.scale);
    const k = (256 * 2 ** level) / view.scale;
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    return view.copies.some((offset) =>
      context.isPointInPath(place.area.path(level), (x - offset) * k, y * k, "evenodd"));
  }

  function paint(context, basemap, view) {
    const keys = [null];
    const level = levelOf(view.scale);
    const k = view.scale / (256 * 2 ** level) / CELL;
    for (const [kind, places] of [["water", basemap.waters], ["country", basemap.countries]]) {
      for (const [id, place] of places) {
        for (const offset of view.copies) {
          const rect = [view.hole[0] - offset, view.hole[1], view.hole[2] - offset, view.hole[3]];
          if (!touches(place.area.bounds, rect, view.scale)) continue;
          context.setTransform(k, 0, 0, k, (offset - view.hole[0]) / CELL, -view.hole[1] / CELL);
          context.fillStyle = colourOf(keys.length);
          context.fill(place.area.path(level), "evenodd");
        }
        keys.push(`${kind}:${id}`);
      }
    }
    return keys;
  }

  /** Cells to the nearest cell of another id, chessboard metric, two sweeps. */
  function distances(ids, columns, rows) {
    const out = new Uint8Array(ids.length);
    const at = (id, row, column) => {
      if (row < 0 || column < 0 || row >= rows || column >= columns) return 0;
      const i = row * columns + column;
      return ids[i] === id ? out[i] : 0;
    };
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const i = row * columns + column;
        const id = ids[i];
        if (!id) continue;
        out[i] = Math.min(254, 1 + Math.min(
          at(id, row - 1, column - 1), at(id, row - 1, column), at(id, row - 1, column + 1), at(id, row, column - 1)));
      }
    }
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        const i = row * columns + column;
        const id = ids[i];
        if (!id) continue;
        out[i] = Math.min(out[i], 1 + Math.min(
          at(id, row + 1, column + 1), at(id, row + 1, column), at(id, row + 1, column - 1), at(id, row, column + 1)));
      }
    }
    return out;
  }

  const BLOCK = 3; // cells; one candidate a block keeps the lists short

  function collect({ ids, room, columns, rows, keys }, wanted, view, isReally) {
    const found = new Map();
    for (let top = 0; top < rows; top += BLOCK) {
      for (let left = 0; left < columns; left += BLOCK) {
        const best = new Map();
        for (let row = top; row < Math.min(rows, top + BLOCK); row++) {
          for (let column = left; column < Math.min(columns, left + BLOCK); column++) {
            const i = row * columns + column;
            const key = keys[ids[i]];
            if (!key || !wanted.has(key)) continue;
            if (best.has(key) && room[i] <= best.get(key).room) continue;
            best.set(key, {
              x: view.hole[0] + (column + 0.5) * CELL, y: view.hole[1] + (row + 0.5) * CELL, room: room[i],
            });
          }
        }
        for (const [key, spot] of best) {
          if (spot.room === 1 && !isReally(key, spot)) continue;
          if (!found.has(key)) found.set(key, []);
          found.get(key).push(spot);
        }
      }
    }
    for (const spots of found.values()) spots.sort((a, b) => b.room - a.room).splice(150);
    return found;
  }

  MapApp.findInteriors = findInteriors;
})();
