/* What is under the pointer, its ring, and the tooltip that names it. */
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
    const corridor = nearest(layout.corridors, ({ legs }) =>
      Math.min(...legs.map((leg) => geo.distanceToLine(leg.line, x, y))), REACH);
    if (corridor) return corridor.feature;
    const flow = nearest(layout.flows, (f) => geo.distanceToLine(f.line, x, y), REACH);
    if (flow) return flow.feature;
    const border = nearest(layout.borders, ({ lines }) =>
      Math.min(...lines.map((line) => geo.distanceToLine(line, x, y))), REACH);
    if (border) return border.feature;
    const group = layout.groups.find((g) => !g.large && inArea(scene, g.area, x, y));
    return group ? group.sites[0] : layout.outlined.find((f) => inArea(scene, f.shape.area, x, y));
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

  /** The ink ring of the hovered feature. */
  function draw(context, scene) {
    const feature = scene.hovered;
    if (!feature || scene.isSelected(feature)) return;
    const layout = scene.layout;
    const { theme } = scene;
    const point = layout.points.find((p) => p.feature === feature && p.kind !== "stop");
    if (point) {
      context.beginPath();
      context.arc(point.x, point.y, point.r + 4, 0, 2 * Math.PI);
      context.strokeStyle = theme.ink;
      context.lineWidth = 1.6;
      context.stroke();
    }
    for (const line of hoverLines(layout, feature)) {
      strokes.strokeLine(context, line, theme.ink, 1, { cap: "round" });
    }
    const area = hoverArea(scene, feature);
    if (area) {
      areas.withArea(context, area, scene.view.scale, (path, k) => {
        context.strokeStyle = theme.ink;
        context.lineWidth = 1.6 / k;
        context.stroke(path);
      });
    }
  }

  function hoverLines(layout, feature) {
    const corridor = layout.corridors.find((c) => c.feature === feature);
    if (corridor) return corridor.legs.map((leg) => leg.line);
    const flow = layout.flows.find((f) => f.feature === feature);
    return flow ? [flow.line] : [];
  }

  function hoverArea(scene, feature) {
    if (feature.layer === "countries") return (scene.basemap.countries.get(feature.props.country) || {}).area;
    const group = scene.layout.groups.find((g) => !g.large && g.sites.includes(feature));
    return group && group.area;
  }

  // --- tooltip ------------------------------------------------------------------------------

  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

  function readingOf({ literal, associative }) {
    if (literal && associative) return `${literal} here, ${associative} as a government`;
    return literal ? "happening here" : associative ? "as a government" : "";
  }

  function placedBy(props) {
    if (props.decision === "confirmed") return "Confirmed";
    if (props.decision === "corrected") return "Corrected";
    return props.basis === "known" ? "From the gazetteer, not from the text" : "Located automatically";
  }

  function tooltipLines(feature, counts) {
    const { props } = feature;
    const reading = readingOf(counts);
    const passages = plural(counts.literal + counts.associative || Number(props.mentions) || 0, "passage");
    const both = counts.literal && counts.associative;
    const lines = [reading ? `${passages}${both ? ":" : ","} ${reading}` : passages];
    if (feature.layer === "sites" && isVague(props)) lines.push(`Somewhere in ${props.anchor_name || props.name}`);
    if (props.status) lines.push(props.status[0].toUpperCase() + props.status.slice(1));
    lines.push(placedBy(props));
    return lines;
  }

  const isVague = (props) => ["country", "region", "admin"].includes(props.precision);

  /** One tooltip a map; every string goes in as text. */
  class Tooltip {
    /** padding: px at each side that the tooltip keeps out of, as the scene holds them. */
    constructor(container, padding) {
      this.padding = padding;
      this.element = document.createElement("div");
      this.element.className = "mapapp-tooltip";
      this.element.setAttribute("role", "status");
      this.element.hidden = true;
      container.appendChild(this.element);
    }

    show(feature, counts, x, y) {
      const title = document.createElement("strong");
      title.textContent = feature.props.name;
      const rows = tooltipLines(feature, counts).map((text) => {
        const row = document.createElement("div");
        row.textContent = text;
        return row;
      });
      this.element.replaceChildren(title, ...rows);
      this.element.hidden = false;
      this.move(x, y);
    }

    move(x, y) {
      const box = this.element.parentElement.getBoundingClientRect();
      const flipX = x + this.element.offsetWidth + 24 > box.width - this.padding.right;
      const flipY = y + this.element.offsetHeight + 24 > box.height - this.padding.bottom;
      this.element.style.left = `${flipX ? x - this.element.offsetWidth - 14 : x + 14}px`;
      this.element.style.top = `${flipY ? y - this.element.offsetHeight - 12 : y + 14}px`;
    }

    hide() {
      this.element.hidden = true;
    }
  }

  MapApp.hover = { hit, draw, Tooltip };
})();
