/* The map's symbols as small SVGs, for legends and lists. Colours are the classes'
   custom properties (--mapapp-rail ...), so that they follow the page's theme. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { tokens } = MapApp;
  const NS = "http://www.w3.org/2000/svg";

  function node(name, attributes) {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function svg(width, height, children) {
    const element = node("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", class: "mapapp-swatch" });
    element.append(...children);
    return element;
  }

  const hue = (name) => `var(--mapapp-${name})`;
  const line = (y, colour, width, extra = {}) =>
    node("line", { x1: 1, x2: 35, y1: y, y2: y, stroke: colour, "stroke-width": width, ...extra });

  /** A line of a mode with a status, 36 px long. */
  function lineSwatch(mode, status) {
    const style = tokens.modeStyle(mode);
    const colour = hue(style.hue);
    if (status === "missing") {
      return svg(36, 14, [line(4.5, colour, 1.6), line(9.5, colour, 1.6)]);
    }
    const dash = style.dash || tokens.statusDash(status).body;
    const parts = [line(7, colour, style.width, dash.length ? { "stroke-dasharray": dash.join(" ") } : {})];
    if (style.core) parts.push(line(7, hue("land"), style.core));
    if (mode === "rail") {
      const tick = tokens.statusDash(status).tick;
      parts.push(line(7, colour, 7.4, { "stroke-dasharray": tick.join(" "), "stroke-dashoffset": tokens.statusDash(status).at }));
    }
    if (mode === "pipeline") {
      parts.push(line(7, colour, 6.6, { "stroke-dasharray": "0.1 11", "stroke-linecap": "round", "stroke-dashoffset": -6 }));
    }
    return svg(36, 14, parts);
  }

  function flowSwatch(status) {
    const dash = tokens.statusDash(status).body;
    return svg(36, 16, [
      node("path", { d: "M6 11.5 Q18 -1 29 9", fill: "none", stroke: hue("flow"), "stroke-width": 2, ...(dash.length ? { "stroke-dasharray": dash.join(" ") } : {}) }),
      node("circle", { cx: 5, cy: 12, r: 2.8, fill: hue("panel"), stroke: hue("flow"), "stroke-width": 1.6 }),
      node("path", { d: "M34 14 L24.5 11.5 L28.4 9.6 L30 5 Z", fill: hue("flow") }),
    ]);
  }

  const diamond = (x, y, r, attributes) =>
    node("path", { d: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`, ...attributes });

  const circle = (x, y, r, attributes) => node("circle", { cx: x, cy: y, r, ...attributes });
  const stroked = (name, width) => ({ fill: "none", stroke: hue(name), "stroke-width": width });

  const shapes = {
    flow: () => flowSwatch("operating"),
    site: () => svg(20, 16, [diamond(10, 8, 6, { fill: hue("site") })]),
    exact: () => svg(20, 16, [diamond(10, 8, 6, { fill: hue("site") }), circle(10, 8, 1.7, { fill: hue("panel") })]),
    province: () => svg(22, 20, [
      diamond(11, 10, 4.6, stroked("site", 1.7)),
      circle(11, 10, 8.5, { ...stroked("site", 1.2), "stroke-dasharray": "2.5 2.5" }),
    ]),
    somewhere: () => svg(36, 16, [
      node("rect", { x: 1, y: 1.5, width: 34, height: 13, rx: 6, ...stroked("site", 1.3), "stroke-dasharray": "4 2.6" }),
      diamond(10, 8, 3.6, stroked("site", 1.5)),
      node("line", { x1: 18, x2: 29, y1: 8, y2: 8, stroke: hue("site"), "stroke-width": 1.3 }),
    ]),
    known: () => svg(22, 20, [
      diamond(11, 10, 8.5, { fill: hue("land"), stroke: hue("site"), "stroke-width": 1.2 }),
      diamond(11, 10, 4.6, stroked("site", 1.7)),
    ]),
    city: () => svg(20, 16, [circle(10, 8, 6.8, { fill: hue("panel"), stroke: hue("ink"), "stroke-width": 1.4 }), circle(10, 8, 3.8, { fill: hue("ink") })]),
    literal: () => svg(20, 16, [circle(10, 8, 5, { fill: hue("ink") })]),
    associative: () => svg(20, 16, [circle(10, 8, 5, { fill: hue("panel"), stroke: hue("ink"), "stroke-width": 1.5 })]),
    country: () => svg(28, 16, [node("rect", { x: 1, y: 1.5, width: 26, height: 13, rx: 2.5, fill: hue("tint"), stroke: hue("border"), "stroke-width": 1.2 })]),
    water: () => svg(28, 16, [node("rect", { x: 1, y: 1.5, width: 26, height: 13, rx: 2.5, fill: hue("mentionedWater"), stroke: hue("coast"), "stroke-width": 1.2 })]),
    region: () => {
      const label = node("text", { x: 14, y: 12, "text-anchor": "middle", fill: hue("regionLabel"), "font-size": 11, "letter-spacing": 3, class: "mapapp-swatch-text" });
      label.textContent = "AB";
      return svg(28, 16, [label]);
    },
    stop: () => svg(20, 16, [circle(10, 8, 3.2, { fill: hue("panel"), stroke: hue("ink"), "stroke-width": 1.6 })]),
    unrouted: () => svg(36, 14, [line(7, hue("rail"), 1.6, { opacity: 0.7 })]),
    radius: () => svg(22, 22, [
      circle(11, 11, 9.5, { ...stroked("site", 1.3), "stroke-dasharray": "2 3" }),
      diamond(11, 11, 4, { fill: hue("site") }),
    ]),
    border: () => svg(36, 14, [line(7, hue("site"), 1.8, { "stroke-dasharray": "6 4" })]),
    course: () => svg(36, 14, [line(7, hue("sea"), 2, { "stroke-linecap": "round" })]),
    outline: () => svg(28, 16, [node("rect", { x: 1, y: 1.5, width: 26, height: 13, ...stroked("ink2", 1), "stroke-dasharray": "3 3" })]),
    "area-point": () => shapes.area(),
    "water-point": () => svg(20, 16, [circle(10, 8, 3.6, { fill: hue("mentionedWater"), stroke: hue("waterLabel"), "stroke-width": 1.5 })]),
    area: () => svg(20, 16, [node("rect", { x: 6.5, y: 4.5, width: 7, height: 7, fill: hue("panel"), stroke: hue("ink2"), "stroke-width": 1.4 })]),
    confirmed: () => svg(18, 16, [circle(9, 8, 5.5, { fill: hue("panel"), stroke: hue("ink"), "stroke-width": 1.2 }), node("path", { d: "M6.4 8.2L8.4 10.2L11.8 6", ...stroked("ink", 1.4) })]),
    corrected: () => svg(18, 16, [circle(9, 8, 6, { fill: hue("ink") }), node("path", { d: "M6.8 10.2L11.2 5.8", ...stroked("panel", 1.5) })]),
  };

  const ofLayer = {
    corridors: () => lineSwatch("rail", "operating"), flows: shapes.flow, sites: shapes.site, cities: shapes.city,
    countries: shapes.country, areas: shapes.area, regions: shapes.region, waters: shapes.water,
  };

  /**
   * The swatch of a layer ("cities"), a mode ("rail") with an optional status, a status
   * ("planned"), or one of the legend's symbols ("literal", "somewhere", "confirmed", ...).
   */
  function swatch(kind, status) {
    if (kind === "flow" || kind === "flows") return flowSwatch(status || "operating");
    if (ofLayer[kind]) return ofLayer[kind]();
    if (shapes[kind]) return shapes[kind]();
    if (tokens.modes[kind]) return lineSwatch(kind, status || "operating");
    return lineSwatch("sea", kind);
  }

  MapApp.swatch = swatch;
})();
