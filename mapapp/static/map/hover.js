/* What is under the pointer, and the ring around it. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const geo = MapApp.geometry;
  const { ground, strokes, areas } = MapApp;
  const REACH = 7; // px around lines and points

  const inBox = (box, x, y, margin = 2) =>
    x >= box[0] - margin && x <= box[2] + margin && y >= box[1] - margin && y <= box[3] + margin;

  /** The feature at an absolute px point: labels, points, lines, areas, in this order. */
  function hit(scene, x, y) {
    const layout = scene.ensureLayout();
    const onLabel = hitLabels(layout.placed, x, y);
    if (onLabel) return onLabel;
    for (const offset of scene.view.copies) {
      const found = hitMarks(scene, layout, x - offset, y);
      if (found) return found;
    }
    return hitGround(scene, x, y);
  }

  function hitLabels({ pills, labels }, x, y) {
    for (const pill of pills) {
      if (!inBox(pill.box, x, y)) continue;
      const part = pill.parts.find((p) => x >= pill.box[0] + p.x && x <= pill.box[0] + p.x + p.width);
      return (y < pill.box[1] + 19 && part ? part : pill.parts[0]).site;
    }
    const label = labels.find((l) => l.feature && (l.boxes || [l.box]).some((box) => inBox(box, x, y)));
    return label && label.feature;
  }

  function hitMarks(scene, layout, x, y) {
    const point = nearest(layout.points, (p) => Math.hypot(p.x - x, p.y - y) - p.r, 4);
    if (point) return point.feature;
    const corridor = corridorAt(scene, layout.corridors, x, y);
    if (corridor) return corridor;
    const flow = nearest(layout.flows, (f) => geo.distanceToLine(f.line, x, y), REACH);
    if (flow) return flow.feature;
    const border = nearest(layout.borders, ({ lines }) =>
      Math.min(...lines.map((line) => geo.distanceToLine(line, x, y))), REACH);
    if (border) return border.feature;
    const group = layout.groups.find((g) => !g.large && inArea(scene, g.area, x, y));
    return group ? group.sites[0] : layout.outlined.find((f) => inArea(scene, f.shape.area, x, y));
  }

  const ALIKE = 2; // px by which corridors on one track differ in distance

  /** Of corridors on one track the shortest, which is a part of the others; after the selected one the next. */
  function corridorAt(scene, corridors, x, y) {
    const found = corridors
      .map(({ feature, legs }) => ({ feature, d: Math.min(...legs.map((leg) => geo.distanceToLine(leg.line, x, y))) }))
      .filter(({ d }) => d <= REACH);
    const least = Math.min(...found.map(({ d }) => d));
    const same = found.filter(({ d }) => d <= least + ALIKE).map(({ feature }) => feature);
    same.sort((a, b) => a.length - b.length);
    return same[(same.findIndex((feature) => scene.isSelected(feature)) + 1) % same.length];
  }

  function nearest(items, distance, reach) {
    let best = null;
    for (const item of items) {
      const d = distance(item);
      if (d <= reach && (!best || d < best.d)) best = { d, item };
    }
    return best && best.item;
  }

  function inArea(scene, area, x, y) {
    const level = ground.levelOf(scene.view.scale);
    const k = (256 * 2 ** level) / scene.view.scale;
    return scene.probe.isPointInPath(area.path(level), x * k, y * k, "evenodd");
  }

  function hitGround(scene, x, y) {
    const { scale } = scene.view;
    const world = x / scale - Math.floor(x / scale);
    const place = scene.basemap.placeAt(scene.probe, world, y / scale, ground.levelOf(scale));
    if (!place) return null;
    return (place.kind === "country" ? scene.countryFeature(place.id) : scene.waterFeature(place.id)) || null;
  }

  /** Ink rings of the hovered feature and of those that were found. */
  function draw(context, scene, layout) {
    for (const feature of new Set([...scene.marked, scene.hovered])) {
      if (feature && !scene.isSelected(feature)) drawRing(context, scene, layout, feature);
    }
  }

  function drawRing(context, scene, layout, feature) {
    const { theme } = scene;
    const point = layout.spots.find((item) => item.feature === feature);
    if (point) {
      strokes.circle(context, point.x, point.y, point.r + 4, theme.land, 4);
      strokes.circle(context, point.x, point.y, point.r + 4, theme.ink, 1.6);
    }
    for (const line of hoverLines(layout, feature)) {
      strokes.strokeLine(context, line, theme.ink, 1, { cap: "round" });
    }
    const area = hoverArea(scene, layout, feature);
    if (!area) return;
    areas.withArea(context, area, scene.view.scale, (path, k) => {
      context.strokeStyle = theme.ink;
      context.lineWidth = 1.6 / k;
      context.stroke(path);
    });
  }

  function hoverLines(layout, feature) {
    const corridor = layout.corridors.find((c) => c.feature === feature);
    if (corridor) return corridor.legs.map((leg) => leg.line);
    const flow = layout.flows.find((f) => f.feature === feature);
    return flow ? [flow.line] : [];
  }

  function hoverArea(scene, layout, feature) {
    if (feature.layer === "countries") return (scene.basemap.countries.get(feature.props.country) || {}).area;
    const group = layout.groups.find((g) => !g.large && g.sites.includes(feature));
    return group && group.area;
  }

  MapApp.hover = { hit, draw };
})();
