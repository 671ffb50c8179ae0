/* Text on canvas: styles, measuring, halos, text along a line, pills. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { condensed, sans } = MapApp.tokens.fonts;
  const strokes = MapApp.strokes;
  const { lengthOf, pointAlong } = MapApp.geometry;

  const styles = {
    cityBig: { font: `600 14px ${condensed}`, height: 17 },
    city: { font: `500 13px ${condensed}`, height: 16 },
    stop: { font: `400 12px ${condensed}`, height: 14 },
    area: { font: `italic 400 12px ${condensed}`, height: 14 },
    line: { font: `600 13.5px ${condensed}`, height: 15 },
    flow: { font: `italic 500 13px ${condensed}`, height: 15 },
    status: { font: `italic 500 12px ${condensed}`, height: 14 },
    country: { font: `600 12px ${sans}`, height: 15, spacing: 1.6, upper: true },
    countryBig: { font: `600 13px ${sans}`, height: 16, spacing: 1.8, upper: true },
    countryQuiet: { font: `500 11px ${sans}`, height: 13, spacing: 0.7 },
    water: { font: `italic 500 13.5px ${condensed}`, height: 15, spacing: 1.1 },
    waterQuiet: { font: `italic 400 12.5px ${condensed}`, height: 14, spacing: 0.9 },
    region: { font: `500 15px ${sans}`, height: 18, spacing: 4.2, upper: true },
    pillHead: { font: `500 12.5px ${condensed}`, height: 14 },
    pillPlace: { font: `italic 400 11.5px ${condensed}`, height: 13 },
  };

  const probe = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let probed = null; // the style that the probe has

  function setStyle(context, style) {
    context.font = style.font;
    if ("letterSpacing" in context) context.letterSpacing = `${style.spacing || 0}px`;
  }

  /** Width of a text in a style, px; remembered until the fonts change. */
  function measure(text, style) {
    const key = style.font + (style.spacing || 0) + text;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      if (probed !== style) setStyle(probe, (probed = style)); // setting a font is slow
      widths.set(key, probe.measureText(text).width);
    }
    return widths.get(key);
  }

  function forget() {
    widths.clear();
    probed = null;
  }

  /** What a style shows of a name: regions and countries in capitals. */
  const display = (text, style) => (style.upper ? text.toLocaleUpperCase("en") : text);

  function drawHaloed(context, text, x, y, colour, halo) {
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  /** Lines of text in a box; align is "left", "right" or "center". */
  function drawLabel(context, label) {
    const { box, style, lines, align = "center" } = label;
    setStyle(context, style);
    context.textBaseline = "middle";
    context.textAlign = align;
    if (label.ring) drawRing(context, box, label);
    if (label.ring) context.textAlign = "left";
    const x = label.ring ? box[0] + RING : align === "left" ? box[0] : align === "right" ? box[2] : (box[0] + box[2]) / 2;
    lines.forEach((text, i) => {
      drawHaloed(context, text, x, box[1] + (i + 0.5) * style.height + 0.5, label.colour, label.halo);
    });
  }

  const RING = 13; // px that the ring before a name takes

  /** The ring before the name of a country that is only named as a government. */
  function drawRing(context, box, label) {
    const y = (box[1] + box[3]) / 2;
    strokes.ring(context, box[0] + 4, y, 4.6, label.halo, label.halo, 1);
    strokes.ring(context, box[0] + 4, y, 3, label.halo, label.colour, 1.2);
  }

  /** A text along a run of points {x, y, angle} about 10 px apart. */
  function drawAlong(context, label) {
    const { run, style } = label;
    const text = label.lines[0];
    setStyle(context, style);
    context.textBaseline = "middle";
    context.textAlign = "center";
    const glyphs = placeGlyphs(text, run, style);
    for (const pass of ["halo", "fill"]) {
      for (const { glyph, x, y, angle } of glyphs) {
        context.save();
        context.translate(x, y);
        context.rotate(angle);
        if (pass === "halo") {
          context.lineJoin = "round";
          context.lineWidth = 3.5;
          context.strokeStyle = label.halo;
          context.strokeText(glyph, 0, 0);
        } else {
          context.fillStyle = label.colour;
          context.fillText(glyph, 0, 0);
        }
        context.restore();
      }
    }
  }

  /** Each glyph at its own width along the run, the text centred on it. */
  function placeGlyphs(text, run, style) {
    const line = run.flatMap((p) => [p.x, p.y]);
    let at = (lengthOf(line) - measure(text, style)) / 2;
    let prefix = "";
    return Array.from(text).map((glyph) => {
      const before = measure(prefix, style);
      prefix += glyph;
      const width = measure(prefix, style) - before;
      const { x, y } = pointAlong(line, at + width / 2);
      const back = pointAlong(line, at - 4);
      const ahead = pointAlong(line, at + width + 4);
      at += width;
      return { glyph, x, y, angle: Math.atan2(ahead.y - back.y, ahead.x - back.x) };
    });
  }

  const PILL = { icon: 30, pad: 11, height: 35, radius: 7 };

  /** What a pill says and how wide it is: "drone factory, military base / somewhere in X". */
  function layoutPill(group) {
    const parts = [];
    let x = PILL.icon;
    const shown = group.sites.slice(0, 2);
    shown.forEach((site, i) => {
      const rest = group.sites.length - shown.length;
      const text = headOf(site);
      const tail = i < shown.length - 1 ? ", " : rest ? ` +${rest}` : "";
      const width = measure(text + tail, styles.pillHead);
      parts.push({ site, text: clip(text) + tail, x, width });
      x += width;
    });
    const place = MapApp.words.say("somewhere", { area: group.name });
    const width = Math.max(x, PILL.icon + measure(place, styles.pillPlace)) + PILL.pad;
    return { parts, place, width, height: PILL.height };
  }

  /** The head noun of a described site, as the text writes it. */
  const headOf = ({ props }) => (props.head || props.name);

  const clip = (text) => (text.length > 40 ? text.slice(0, 38) + "\u2026" : text);

  function drawPill(context, pill, scene) {
    const { theme } = scene;
    const [x0, y0, x1, y1] = pill.box;
    const selected = pill.group.sites.some((site) => scene.isSelected(site));
    if (pill.leader) drawLeader(context, pill, selected ? theme.yellowEdge : theme.site, theme, selected);
    context.beginPath();
    context.roundRect(x0, y0, x1 - x0, y1 - y0, PILL.radius);
    context.fillStyle = selected ? theme.yellow : theme.panel;
    context.fill();
    context.lineWidth = 1.3;
    context.strokeStyle = selected ? theme.yellowEdge : theme.site;
    context.setLineDash(selected ? [] : [4, 2.6]);
    context.stroke();
    context.setLineDash([]);
    strokes.diamondPath(context, x0 + 15, (y0 + y1) / 2, 5.2);
    context.lineWidth = 1.7;
    context.strokeStyle = selected ? theme.onYellow : theme.site;
    context.stroke();
    drawPillText(context, pill, scene, selected);
  }

  function drawPillText(context, pill, scene, selected) {
    const { theme } = scene;
    const [x0, y0] = pill.box;
    context.textBaseline = "middle";
    context.textAlign = "left";
    setStyle(context, styles.pillHead);
    context.fillStyle = selected ? theme.onYellow : theme.ink;
    for (const part of pill.parts) {
      context.fillText(part.text, x0 + part.x, y0 + 12);
      if (selected && pill.group.sites.length > 1 && scene.isSelected(part.site)) {
        context.fillRect(x0 + part.x, y0 + 19, measure(part.text.replace(/, $/, ""), styles.pillHead), 1.3);
      }
    }
    setStyle(context, styles.pillPlace);
    context.fillStyle = selected ? theme.onYellow : theme.ink2;
    context.fillText(pill.place, x0 + PILL.icon, y0 + 25.5);
  }

  function drawLeader(context, pill, colour, theme, selected) {
    const line = [pill.leader[0], pill.leader[1], pill.leader[2], pill.leader[3]];
    strokes.strokeLine(context, line, theme.land, 4, { cap: "round", alpha: 0.9 });
    if (selected) strokes.strokeLine(context, line, theme.yellowEdge, 3.2, { cap: "round" });
    strokes.strokeLine(context, line, selected ? theme.yellow : colour, 1.6, { cap: "round" });
  }

  MapApp.text = {
    styles, measure, forget, headOf, display, drawLabel, drawAlong, layoutPill, drawPill, RING,
  };
})();
