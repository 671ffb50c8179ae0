/* A small still of some places, without names: the ground, their marks, the selected one lit. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { features, geometry: geo, ground, layout } = MapApp;
  const MARGIN = 18; // px
  const CLOSEST = 6; // zoom
  const SMALLER = 0.7; // than on the map itself

  /** The scene as it would be with nothing but these places, in a view of its own. */
  function sceneOf(scene, { places, selected, extent }, size) {
    const wanted = new Set(places);
    const own = new Map();
    const mini = Object.assign(Object.create(scene), {
      selectedFeature: selected ? scene.find(selected) : null, hovered: null, marked: new Set(), _ground: null,
      featuresOf(name) {
        if (!own.has(name)) own.set(name, scene.featuresOf(name).filter((f) => wanted.has(f.id)));
        return own.get(name);
      },
    });
    mini.view = viewOf(mini, extent, size);
    mini._indexGround();
    return mini;
  }

  /** World bounds of what is asked for: an extent, or where most of the mentions are with the selected place. */
  function boundsOf(mini, extent) {
    if (extent) return geo.extentBounds(extent);
    const layers = new Map(MapApp.layerOrder.map((name) => [name, { features: mini.featuresOf(name) }]));
    const lit = mini.selectedFeature && features.boundsOf(mini.selectedFeature, mini.basemap);
    const boxes = [features.homeBounds(layers), lit].filter(Boolean);
    return boxes.length ? geo.boundsOf(boxes) : [0, 0.2, 1, 0.6];
  }

  function viewOf(mini, extent, [width, height]) {
    const [x0, y0, x1, y1] = boundsOf(mini, extent);
    const margin = extent ? 0 : MARGIN;
    const fits = Math.min((width - 2 * margin) / (x1 - x0 || 1e-9), (height - 2 * margin) / (y1 - y0 || 1e-9));
    const scale = Math.max(width, extent ? fits : Math.min(fits, 256 * 2 ** CLOSEST));
    const left = ((x0 + x1) / 2) * scale - width / 2;
    const top = ((y0 + y1) / 2) * scale - height / 2;
    const rect = [left, top, left + width, top + height];
    return { zoom: Math.log2(scale / 256), scale, rect, hole: rect, copies: ground.worldCopies(rect, scale) };
  }

  /** Fills the canvas; {places: ids, selected: id or null, extent: [west, south, east, north] or none}. */
  function drawMiniature(canvas, scene, options) {
    const size = [canvas.clientWidth, canvas.clientHeight];
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    [canvas.width, canvas.height] = size.map((px) => Math.round(px * ratio));
    if (!size[0] || !size[1]) return;
    const mini = sceneOf(scene, options, size.map((px) => px / SMALLER));
    const { rect, scale, copies } = mini.view;
    const laid = layout.layOutZoom(mini, scale);
    const marks = { ...laid, groups: layout.groupSites(mini, laid.bound), flows: [], known: [] };
    const context = canvas.getContext("2d");
    const k = ratio * SMALLER;
    context.setTransform(k, 0, 0, k, -rect[0] * k, -rect[1] * k);
    mini._drawGround(context, rect, scale);
    for (const offset of copies) {
      const points = layout.symbolsIn(mini, laid, [rect[0] - offset, rect[1], rect[2] - offset, rect[3]]);
      context.save();
      context.translate(offset, 0);
      MapApp.drawMarks(context, mini, { ...marks, points: points.filter((item) => item.kind !== "stop") });
      context.restore();
    }
  }

  MapApp.drawMiniature = drawMiniature;
})();
