/* Label placement: greedy by priority; what does not fit is hidden, never overlapped. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const geo = MapApp.geometry;
  const CELL = 4; // px of the occupancy grid
  const BUCKET = 64; // px of the buckets in which placed boxes are looked up

  class Placer {
    /** rect: visible part; hole: where labels should stand; both in absolute px. */
    constructor(rect, hole) {
      this.rect = rect;
      this.hole = hole;
      this.buckets = new Map();
      this.columns = Math.ceil((rect[2] - rect[0]) / CELL) + 1;
      this.rows = Math.ceil((rect[3] - rect[1]) / CELL) + 1;
      this.grid = new Uint16Array(this.columns * this.rows); // 0, or which of the lines runs there
      this.lines = [{ line: null, weight: 0 }];
    }

    _cell(x, y) {
      const column = Math.floor((x - this.rect[0]) / CELL);
      const row = Math.floor((y - this.rect[1]) / CELL);
      if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return -1;
      return row * this.columns + column;
    }

    /** Mark a line as something that labels had better not cross; the heaviest in a place counts. */
    markLine(line, weight = 1) {
      const number = this.lines.push({ line, weight }) - 1;
      for (let i = 2; i < line.length; i += 2) {
        const length = Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
        if (!this._near(line[i], line[i + 1], length)) continue;
        for (let d = 0; d < length; d += CELL) {
          const t = d / length;
          const cell = this._cell(line[i - 2] + t * (line[i] - line[i - 2]), line[i - 1] + t * (line[i + 1] - line[i - 1]));
          if (cell >= 0 && this.lines[this.grid[cell]].weight < weight) this.grid[cell] = number;
        }
      }
    }

    _near(x, y, margin) {
      return (
        x > this.rect[0] - margin && x < this.rect[2] + margin &&
        y > this.rect[1] - margin && y < this.rect[3] + margin
      );
    }

    /** The weights of the marked cells in a box: nothing for its own lines, no end of it where
        another weighs `strict` or more. */
    crossing(box, { own = null, strict = Infinity } = {}) {
      const x0 = Math.max(0, Math.floor((box[0] - this.rect[0]) / CELL));
      const x1 = Math.min(this.columns - 1, Math.floor((box[2] - this.rect[0]) / CELL));
      const y0 = Math.max(0, Math.floor((box[1] - this.rect[1]) / CELL));
      const y1 = Math.min(this.rows - 1, Math.floor((box[3] - this.rect[1]) / CELL));
      let sum = 0;
      for (let row = y0; row <= y1; row++) {
        for (let column = x0; column <= x1; column++) {
          const { line, weight } = this.lines[this.grid[row * this.columns + column]];
          if (own !== null && own.has(line)) continue;
          if (weight >= strict) return Infinity;
          sum += weight;
        }
      }
      return sum;
    }

    free(box) {
      for (const key of bucketsOf(box)) {
        for (const b of this.buckets.get(key) || []) {
          if (b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]) return false;
        }
      }
      return true;
    }

    inside(box, area = this.hole) {
      return box[0] >= area[0] && box[2] <= area[2] && box[1] >= area[1] && box[3] <= area[3];
    }

    block(box) {
      for (const key of bucketsOf(box)) {
        if (!this.buckets.has(key)) this.buckets.set(key, []);
        this.buckets.get(key).push(box);
      }
    }

    /** The cheapest free candidate {box, cost, ...}, blocked for those that come later, or null.
        `heed` is how much more than usual it keeps off lines, `limit` what it may cost. Along its
        own lines a text may run, but not stand across them. */
    choose(candidates, { limit = Infinity, heed = 1, own = null, strict } = {}) {
      let best = null;
      for (const candidate of candidates) {
        const boxes = candidate.boxes || [candidate.box];
        if (best && candidate.cost >= best.total) continue;
        if (!boxes.every((box) => this.inside(box) && this.free(box))) continue;
        const lines = { own: candidate.run ? own : null, strict };
        const total = candidate.cost + heed * boxes.reduce((sum, box) => sum + this.crossing(box, lines), 0);
        if (total <= limit && total < (best ? best.total : Infinity)) best = { ...candidate, total };
      }
      if (best) (best.boxes || [best.box]).forEach((box) => this.block(box));
      return best;
    }
  }

  function bucketsOf(box) {
    const keys = [];
    for (let x = Math.floor(box[0] / BUCKET); x <= Math.floor(box[2] / BUCKET); x++) {
      for (let y = Math.floor(box[1] / BUCKET); y <= Math.floor(box[3] / BUCKET); y++) keys.push(x * 4194304 + y);
    }
    return keys;
  }

  // Boxes are [left, top, right, bottom] in absolute px.
  const centred = (x, y, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
  const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  const grown = ([x0, y0, x1, y1], dx, dy) => [x0 - dx, y0 - dy, x1 + dx, y1 + dy];

  /** Names of areas keep a gap between them, or two read as one. */
  const airy = (box) => ({ box, boxes: [grown(box, 5, 1)] });

  /** Boxes around a point symbol: right first, then left, above, below and the corners. */
  function aroundPoint(x, y, r, width, height) {
    const gap = r + 4;
    const half = height / 2;
    const at = (left, top, align, cost) => ({
      box: [left, top, left + width, top + height], align, cost,
    });
    return [
      at(x + gap, y - half, "left", 0),
      at(x - gap - width, y - half, "right", 1.5),
      at(x + gap * 0.7, y - gap - half, "left", 2),
      at(x + gap * 0.7, y + gap - half, "left", 2.2),
      at(x - gap * 0.7 - width, y - gap - half, "right", 2.6),
      at(x - gap * 0.7 - width, y + gap - half, "right", 2.8),
      at(x - width / 2, y - gap - height + 2, "center", 3),
      at(x - width / 2, y + gap - 2, "center", 3.2),
    ];
  }

  const LEADERS = [16, 30, 46]; // px

  /** Boxes further off, each with a leader to the rim of the symbol. */
  function farFromPoint(x, y, r, width, height) {
    return LEADERS.flatMap((length, i) => [0, 1, 3, 4, 5, 7, 2, 6].map((eighth, order) => {
      const [dx, dy] = [Math.cos((eighth * Math.PI) / 4), Math.sin((eighth * Math.PI) / 4)];
      const [ex, ey] = [x + dx * (r + length), y + dy * (r + length)];
      const left = Math.abs(dx) < 0.1 ? ex - width / 2 : dx > 0 ? ex + 2 : ex - 2 - width;
      const top = ey - height / 2 + (Math.abs(dx) < 0.1 ? dy * (height / 2) : 0);
      return {
        box: [left, top, left + width, top + height], align: dx < -0.1 ? "right" : Math.abs(dx) < 0.1 ? "center" : "left",
        cost: 10 + 8 * i + order / 2, leader: [x + dx * r, y + dy * r, ex, ey],
      };
    }));
  }

  const MAX_TURN = 0.7; // radians that a line's name may bend

  /** Runs of a line where a text of `width` fits, `offset` px beside it, on both sides. */
  function alongLine(line, width, offset, height) {
    const total = geo.lengthOf(line);
    const candidates = [];
    const span = width * 1.05; // a little more than the text: inside a bend there is less
    const room = total - span - 16;
    if (room < 0) return candidates;
    for (let start = 8; start <= 8 + room; start += Math.max(18, room / 24)) {
      for (const side of [-1, 1]) {
        const run = runAlong(line, start, span, side * offset);
        if (!run || run.turn > MAX_TURN) continue;
        const middle = Math.abs(start + span / 2 - total / 2) / total;
        candidates.push({
          run: run.points, cost: run.turn * 14 + middle * 6 + run.steep * 3,
          boxes: run.points.map((p) => [p.x - height / 2, p.y - height / 2, p.x + height / 2, p.y + height / 2]),
        });
      }
    }
    return candidates;
  }

  /** Points every ~10 px along a run, upright: reversed where the line goes leftwards. */
  function runAlong(line, start, width, offset) {
    const count = Math.max(2, Math.ceil(width / 10));
    const points = [];
    for (let i = 0; i <= count; i++) points.push(geo.pointAlong(line, start + (i * width) / count));
    const dx = points[count].x - points[0].x;
    const dy = points[count].y - points[0].y;
    const backwards = dx < 0 || (Math.abs(dx) < 1 && dy > 0);
    const angles = points.map((p) => p.angle);
    const turn = turning(angles);
    const placed = points.map((p) => ({
      x: p.x - Math.sin(p.angle) * offset,
      y: p.y + Math.cos(p.angle) * offset,
      angle: backwards ? p.angle + Math.PI : p.angle,
    }));
    if (backwards) placed.reverse();
    return { points: placed, turn, steep: Math.abs(dy) / (Math.abs(dx) + Math.abs(dy) + 1) };
  }

  function turning(angles) {
    let sum = 0;
    for (let i = 1; i < angles.length; i++) {
      sum += Math.abs(Math.atan2(Math.sin(angles[i] - angles[i - 1]), Math.cos(angles[i] - angles[i - 1])));
    }
    return sum;
  }

  MapApp.placement = { Placer, aroundPoint, farFromPoint, alongLine, centred, overlap, grown, airy };
})();
