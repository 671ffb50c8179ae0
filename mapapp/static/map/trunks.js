/* Shared trunks: what several branches, or several corridors, have on the same track is drawn once. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { boundsOf, distanceToLine, nearestOn } = MapApp.geometry;
  const CLOSE = 8; // px within which two lines of one mode are the same line,
  const SAME = 4; // and those of two corridors are

  /** Legs with px lines to legs without what an earlier leg of the mode already draws. */
  function mergeTrunks(legs) {
    const drawn = [];
    const out = [];
    for (const leg of legs) {
      const others = drawn.filter((d) => d.mode === leg.mode && d.status === leg.status);
      for (const line of freeRuns(leg.line, others, CLOSE)) out.push({ ...leg, line });
      drawn.push(...pieces(leg, CLOSE));
    }
    return out;
  }

  /**
   * Corridors with what of their legs is `free`: each part of a track is drawn once, by the first
   * corridor that has it, and what is in use goes before what is planned or closed.
   */
  function shareTracks(corridors) {
    const drawn = [];
    const free = new Map(corridors.map(({ feature }) => [feature, []]));
    for (const inUse of [true, false]) {
      for (const { feature, legs } of corridors) {
        const own = legs.filter((leg) => (leg.status === "operating") === inUse);
        for (const leg of own) {
          const box = boxAround(leg.line, SAME);
          const others = drawn.filter((d) => d.feature !== feature && covers(d, leg) && meet(d.box, box));
          free.get(feature).push(...freeRuns(leg.line, others, SAME).map((line) => ({ ...leg, line })));
        }
        for (const leg of own) drawn.push(...pieces({ ...leg, feature }, SAME));
      }
    }
    return corridors.map((item) => ({ ...item, free: free.get(item.feature) }));
  }

  const covers = (d, leg) => d.mode === leg.mode && d.routed === leg.routed && (d.status === leg.status || d.status === "operating");

  const PIECE = 16; // segments of a line that are asked together what is near

  function pieces({ feature, mode, status, routed, line }, margin) {
    const found = [];
    for (let i = 0; i < line.length - 2; i += 2 * PIECE) {
      const part = line.slice(i, i + 2 * PIECE + 2);
      found.push({ feature, mode, status, routed, line: part, box: boxAround(part, margin) });
    }
    return found;
  }

  function boxAround(line, margin) {
    const [x0, y0, x1, y1] = boundsOf([line]);
    return [x0 - margin, y0 - margin, x1 + margin, y1 + margin];
  }

  const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  const isShared = (x, y, others, near) => others.some(({ line, box }) =>
    x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && distanceToLine(line, x, y) < near);

  /** The runs of points off the other lines; their ends are led onto these. */
  function freeRuns(line, others, near) {
    if (!others.length) return [line];
    const count = line.length / 2;
    const close = Array.from({ length: count }, (_, i) => isShared(line[2 * i], line[2 * i + 1], others, near));
    const shared = close.map((is, i) => is && Boolean(close[i - 1] || close[i + 1])); // one point alone: they cross
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

  Object.assign(MapApp, { mergeTrunks, shareTracks });
})();
