/* Areas on top of the ground: hatched "somewhere in", regions when selected, border lines. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { strokes } = MapApp;
  const { levelOf } = MapApp.ground;
  const geo = MapApp.geometry;

  /** Run `paint(path, k)` with the context scaled so that an area's path fits. */
  function withArea(context, area, scale, paint) {
    const level = levelOf(scale);
    const k = scale / (256 * 2 ** level);
    context.save();
    context.scale(k, k);
    paint(area.path(level), k);
    context.restore();
  }

  function drawHatched(context, item, scene) {
    const { theme, view } = scene;
    const selected = item.sites.some((site) => scene.isSelected(site));
    context.globalAlpha = Math.max(...item.sites.map((site) => scene.alphaOf(site)));
    withArea(context, item.area, view.scale, (path, k) => {
      const pattern = scene.hatchPattern();
      pattern.setTransform(new DOMMatrix().scale(1 / k));
      context.fillStyle = pattern;
      context.globalAlpha *= 0.55;
      context.fill(path, "evenodd");
      context.globalAlpha /= 0.55;
      context.lineJoin = "round";
      if (selected) {
        strokePath(context, path, theme.yellowEdge, 4.6 / k);
        strokePath(context, path, theme.yellow, 3 / k);
      } else {
        context.setLineDash([5 / k, 3 / k]);
        strokePath(context, path, theme.site, 1.6 / k);
        context.setLineDash([]);
      }
    });
    context.globalAlpha = 1;
  }

  function strokePath(context, path, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }

  /** A region is a label only; when selected, a soft fill says how far it reaches. */
  function drawRegion(context, feature, scene) {
    if (!feature.shape.area) return;
    const { theme, view } = scene;
    withArea(context, feature.shape.area, view.scale, (path, k) => {
      context.fillStyle = theme.yellow;
      context.globalAlpha = 0.22;
      context.fill(path, "evenodd");
      context.globalAlpha = 1;
      strokePath(context, path, theme.yellowEdge, 2.2 / k);
      strokePath(context, path, theme.yellow, 1.4 / k);
    });
  }

  /** An admin area or landform with a shape: a quiet dashed edge, a soft fill if selected; a lake: water. */
  function drawOutlined(context, feature, scene) {
    if (scene.isSelected(feature)) {
      drawRegion(context, feature, scene);
      return;
    }
    const lake = feature.layer === "waters";
    withArea(context, feature.shape.area, scene.view.scale, (path, k) => {
      context.fillStyle = scene.theme.mentionedWater;
      if (lake) context.fill(path, "evenodd");
      context.setLineDash(lake ? [] : [3 / k, 3 / k]);
      strokePath(context, path, lake ? scene.theme.coast : scene.theme.ink2, 1 / k);
      context.setLineDash([]);
    });
  }

  /** A site along a border, or a river or canal: the line itself in the hue of its layer. */
  function layoutBorder(feature, view) {
    if (feature.laidOut && feature.laidOut.scale === view.scale) return feature.laidOut;
    const px = feature.shape.lines.map((line) => geo.scaled(line, view.scale));
    const lines = px.map((line) => geo.resample(line, 6));
    const course = px.map((line) => geo.smooth(geo.resample(line, 24), 6)); // where its name may run
    feature.laidOut = { feature, scale: view.scale, lines, course };
    return feature.laidOut;
  }

  function drawBorder(context, item, scene) {
    const { theme } = scene;
    const selected = scene.isSelected(item.feature);
    context.globalAlpha = scene.alphaOf(item.feature);
    for (const line of item.lines) {
      if (selected) {
        strokes.strokeLine(context, line, theme.yellowEdge, 9.4, { cap: "round" });
        strokes.strokeLine(context, line, theme.yellow, 8, { cap: "round" });
      } else {
        strokes.strokeLine(context, line, theme.land, 5, { cap: "round", alpha: 0.9 });
      }
      const hues = selected ? MapApp.tokens.onYellow : theme;
      if (item.feature.layer === "waters") strokes.strokeLine(context, line, hues.sea, 2, { cap: "round" });
      else strokes.strokeLine(context, line, hues.site, 1.8, { dash: [6, 4] });
    }
    context.globalAlpha = 1;
  }

  /** How far around its symbol a site may be ("40 km north of"). */
  function drawCircle(context, { feature, line }, scene) {
    const selected = scene.isSelected(feature);
    context.globalAlpha = scene.alphaOf(feature);
    if (selected) {
      strokes.strokeLine(context, line, scene.theme.yellowEdge, 4.6);
      strokes.strokeLine(context, line, scene.theme.yellow, 3);
    } else {
      strokes.strokeLine(context, line, scene.theme.site, 1.2, { dash: [2, 4] });
    }
    context.globalAlpha = 1;
  }

  /**
   * Sites that are only known to be somewhere in an area, one group an area.
   * `large`: the area spans over a quarter of the view, so that only a pill is drawn.
   */
  function groupByArea(sites, areaOf, view) {
    const groups = new Map();
    for (const site of sites) {
      const found = areaOf(site);
      if (!found) continue;
      const key = found.id;
      if (!groups.has(key)) groups.set(key, { ...found, sites: [] });
      groups.get(key).sites.push(site);
    }
    const width = view.hole[2] - view.hole[0];
    const height = view.hole[3] - view.hole[1];
    for (const group of groups.values()) {
      const [x0, y0, x1, y1] = group.area.bounds;
      group.large = (x1 - x0) * view.scale > width / 4 || (y1 - y0) * view.scale > height / 4;
      group.sites.sort((a, b) => b.props.mentions - a.props.mentions);
    }
    return [...groups.values()];
  }

  MapApp.areas = {
    drawHatched, drawRegion, drawOutlined, layoutBorder, drawBorder, drawCircle, groupByArea, withArea,
  };
})();
