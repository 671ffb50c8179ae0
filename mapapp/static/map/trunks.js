/* Shared trunks: branches of a corridor that run on the same track are drawn once. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { distanceToLine, nearestOn } = MapApp.geometry;
  const CLOSE = 8; // px within which two lines of one mode are the same line

  /** Legs with px lines to legs without what an earlier leg of the mode already draws. */
  function mergeTrunks(legs) {
    const drawn = [];
    const out = [];
    for (const leg of legs) {
      const others = drawn.filter((d) => d.mode === leg.mode && d.status === leg.status);
      for (const line of freeRuns(leg.line, others)) out.push({ ...leg, line });
      drawn.push({ mode: leg.mode, status: leg.status, line: leg.line, box: boxOf(leg.line) });
    }
    return out;
  }

  function boxOf(line) {
    const [x0, y0, x1, y1] = MapApp.geometry.boundsOf([line]);
    return [x0 - CLOSE, y0 - CLOSE, x1 + CLOSE, y1 + CLOSE];
  }

  const isShared = (x, y, others) => others.some(({ line, box }) =>
    x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && distanceToLine(line, x, y) < CLOSE);

  /** The runs of points off the other lines; their ends are led onto these. */
  function freeRuns(line, others) {
    if (!others.length) return [line];
    const count = line.length / 2;
    const shared = Array.from({ length: count }, (_, i) => isShared(line[2 * i], line[2 * i + 1], others));
    if (!shared.includes(true)) return [line];
    const runs = [];
    for (let i = 0; i < count; i++) {
      if (shared[i]) continue;
      const start = Math.max(0, i - 1);
      while (i + 1 < count && !shared[i + 1]) i++;
      const run = Array.from(line.slice(2 * start, 2 * Math.min(count, i + 2)));
      if (shared[start]) run.splice(0, 2, ...joint(run[0], run[1], others));
      if (i + 1 < count) run.splice(-2, 2, ...joint(run[run.length - 2], run[run.length - 1], others));
      runs.push(run);
    }
    return runs;
  }

  function joint(x, y, others) {
    const found = others.map(({ line }) => nearestOn(line, x, y)).sort((a, b) => a.distance - b.distance)[0];
    return [found.x, found.y];
  }

  MapApp.mergeTrunks = mergeTrunks;
})();
