/* Points looked up by where they are: symbols under the pointer, cities near a flow. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const CELL = 64; // px
  const NONE = [];
  const ROW = 4194304; // more than the columns of the closest zoom

  class Grid {
    constructor() {
      this.cells = new Map();
    }

    /** item: anything with x and y, px. */
    add(item) {
      const key = Math.floor(item.y / CELL) * ROW + Math.floor(item.x / CELL);
      const cell = this.cells.get(key);
      if (cell) cell.push(item);
      else this.cells.set(key, [item]);
    }

    /** All items in the cells that a box [left, top, right, bottom] touches: a few more than are in it. */
    in(box) {
      const [x0, y0, x1, y1] = box.map((v) => Math.floor(v / CELL));
      const found = [];
      if ((x1 - x0) * (y1 - y0) > this.cells.size) {
        for (const cell of this.cells.values()) found.push(...cell);
        return found.filter((item) => inside(item, box));
      }
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) {
          const cell = this.cells.get(y * ROW + x);
          if (cell) for (const item of cell) found.push(item);
        }
      }
      return found;
    }

    /** Distance to the nearest item, or `reach` where there is none within it. */
    distance(x, y, reach) {
      let best = reach;
      const [left, right] = [Math.floor((x - reach) / CELL), Math.floor((x + reach) / CELL)];
      const bottom = Math.floor((y + reach) / CELL);
      for (let row = Math.floor((y - reach) / CELL); row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          for (const item of this.cells.get(row * ROW + column) || NONE) {
            best = Math.min(best, Math.hypot(item.x - x, item.y - y));
          }
        }
      }
      return best;
    }

    /** How close the nearest item is: 0 beyond `reach`, 1 on top. */
    closeness(x, y, reach) {
      return 1 - this.distance(x, y, reach) / reach;
    }
  }

  const inside = ({ x, y }, box) => x > box[0] - CELL && x < box[2] + CELL && y > box[1] - CELL && y < box[3] + CELL;

  MapApp.Grid = Grid;
})();
