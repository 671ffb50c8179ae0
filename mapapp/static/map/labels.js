/* Which labels a view has, in which order they are placed, and their drawing. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { text, strokes, areaLabels, lineLabels } = MapApp;
  const { aroundPoint, farFromPoint, centred } = MapApp.placement;
  const { styles } = text;

  const FEW_CITIES = 40; // that are named even on a map of the world
  const MOST_CITIES = 250; // labels that are tried; the points come largest first
  const BIG = 4; // mentions from which a city is always named
  const NEAR = 4.5; // zoom from which names of countries go before those of regions
  const BUDGET = 80; // ms, after which a crowded view names no more of the lesser ones

  /** All labels of a layout, best first: {lines, style, colour, halo, feature, box | run}. */
  function placeLabels(scene, layout, placer) {
    const { zoom } = scene.view;
    blockSymbols(scene, layout, placer);
    scene.controlBoxes().forEach((box) => placer.block(box));
    const interiors = MapApp.findInteriors(scene.basemap, scene.view, areaLabels.wantedPlaces(scene, layout));
    const cities = citySpecs(scene, layout);
    const corridors = lineLabels.corridorNames(scene, layout, zoom);
    const lit = (spec) => scene.isSelected(spec.feature);
    const placed = { labels: [], pills: [] };
    const [always, add] = adders(placed.labels, placer);
    always(cities.filter(lit));
    always(corridors.filter(lit));
    placed.pills = MapApp.placePills(scene, layout, placer, interiors);
    const rest = cities.filter((spec) => !lit(spec));
    const big = rest.filter((spec) => spec.big);
    always(zoom >= 3 ? big : big.slice(0, FEW_CITIES));
    add(siteSpecs(scene, layout));
    if (zoom >= 3.75 || cities.length <= FEW_CITIES) add(rest.filter((spec) => !spec.big));
    always(corridors.filter((spec) => !lit(spec)));
    add(lineLabels.flowNames(scene, layout, zoom));
    // From afar a region says more than its countries, from near the country that one looks at.
    const regions = zoom >= 3 ? MapApp.regionSpecs(scene, placed) : [];
    add(regions.filter((spec) => zoom < NEAR || lit(spec)));
    if (zoom >= NEAR) add(areaLabels.countrySpecs(scene, interiors, layout));
    if (zoom >= NEAR) add(regions.filter((spec) => !lit(spec)));
    add(areaLabels.waterSpecs(scene, interiors));
    if (zoom < NEAR) add(areaLabels.countrySpecs(scene, interiors, layout));
    add(lineLabels.borderNames(scene, layout));
    add(stopSpecs(scene, layout, zoom));
    if (zoom >= 4) add(areaSpecs(scene, layout));
    if (zoom > 6) add(lineLabels.statusWords(scene, layout));
    return placed;
  }

  /** Two functions that place what they are given: one always, one until the time is up. */
  function adders(labels, placer) {
    const end = performance.now() + BUDGET;
    const addUntil = (limit) => (specs) => {
      for (const spec of specs) {
        if (performance.now() > limit) return;
        const chosen = placer.choose(spec.candidates(), spec);
        if (!chosen) continue;
        const { box, boxes, run, align, leader } = chosen;
        labels.push({ ...spec, box, boxes, run, align, leader });
      }
    };
    return [addUntil(Infinity), addUntil(end)];
  }

  function blockSymbols(scene, layout, placer) {
    for (const item of layout.points) {
      const half = 0.8 * item.r; // round and pointed ones leave their corners free
      placer.block([item.x - half, item.y - half, item.x + half, item.y + half]);
      const badge = MapApp.points.badgeAt(item);
      if (badge) placer.block(centred(badge[0], badge[1], 13, 13));
    }
    for (const { x, y, r } of layout.known) placer.block([x - r, y - r, x + r, y + r]);
    for (const { legs, feature } of layout.corridors) {
      const weight = scene.isSelected(feature) ? 8 : 2;
      legs.forEach((leg) => placer.markLine(leg.line, weight));
    }
    // Flows that step back behind a selection are written over.
    const dimmed = ({ feature }) => scene.selectedFeature && !scene.isSelected(feature);
    for (const { line } of layout.flows.filter((item) => !dimmed(item))) {
      placer.markLine(line, 1);
      placer.block(centred(line[0], line[1], 9, 9));
      placer.block(centred(line[line.length - 2], line[line.length - 1], 14, 14));
    }
    for (const item of layout.borders) item.lines.forEach((line) => placer.markLine(line, 1.5));
  }

  function pointSpec(scene, item, style, colour, name) {
    const width = text.measure(name, style);
    const r = item.r + (scene.isSelected(item.feature) && item.kind !== "stop" ? 5 : 0); // its yellow ring
    return {
      names: item.kind !== "stop" && !item.note, feature: item.feature, lines: [name], style, colour, halo: scene.haloAt(item.feature),
      candidates: () => aroundPoint(item.x, item.y, r, width, style.height),
    };
  }

  /** The most mentioned first; those named often stand off, on a leader, rather than go without. */
  function citySpecs(scene, layout) {
    const cities = layout.points.filter((p) => p.kind === "city" && scene.inView(p, 0))
      .map((item) => ({ item, weight: scene.counts(item.feature).mentions }))
      .sort((a, b) => b.weight - a.weight || a.item.feature.order - b.item.feature.order);
    return cities.slice(0, MOST_CITIES).map(({ item, weight }) => {
      const big = weight >= BIG;
      const style = big ? styles.cityBig : styles.city;
      const { name } = item.feature.props;
      const spec = pointSpec(scene, item, style, scene.theme.ink, name);
      const far = () => farFromPoint(item.x, item.y, item.r, text.measure(name, style), style.height);
      return { ...spec, big, candidates: big ? () => [...spec.candidates(), ...far()] : spec.candidates };
    });
  }

  function siteSpecs(scene, layout) {
    const { theme } = scene;
    const sites = layout.points.filter((p) => p.kind === "site" && scene.inView(p, 0)).slice(-MOST_CITIES);
    const named = sites.map((item) => pointSpec(scene, item, styles.city, theme.site, text.headOf(item.feature)));
    const known = layout.known.map((item) => pointSpec(scene, item, styles.area, theme.site, item.note));
    return [...known, ...named];
  }

  function stopSpecs(scene, layout, zoom) {
    return layout.points
      .filter((p) => p.kind === "stop" && (zoom >= 5 || (zoom >= 3.5 && scene.isSelected(p.feature))))
      .map((item) => pointSpec(scene, item, styles.stop, scene.theme.ink2, item.name));
  }

  function areaSpecs(scene, layout) {
    const colours = { waters: scene.theme.waterLabel, countries: scene.theme.countryLabel };
    return layout.points.filter((p) => p.kind === "area" && scene.inView(p, 0)).map((item) =>
      pointSpec(scene, item, styles.area, colours[item.feature.layer] || scene.theme.ink2, item.feature.props.name));
  }

  function drawLabels(context, placed, scene) {
    for (const pill of placed.pills) MapApp.text.drawPill(context, pill, scene);
    for (const label of [...placed.labels].reverse()) {
      context.globalAlpha = scene.labelAlpha(label);
      if (label.leader) drawLeader(context, label, scene.theme);
      if (label.names && scene.isSelected(label.feature)) highlight(context, label, scene.theme);
      if (label.run) text.drawAlong(context, label);
      else text.drawLabel(context, label);
    }
    context.globalAlpha = 1;
  }

  function drawLeader(context, { leader, halo }, theme) {
    strokes.strokeLine(context, leader, halo, 3.5, { cap: "round" });
    strokes.strokeLine(context, leader, theme.ink, 1);
  }

  /** A selected name stands on yellow, like the passage in the text. */
  function highlight(context, label, theme) {
    const [x0, y0, x1, y1] = label.box;
    context.beginPath();
    context.roundRect(x0 - 4, y0 - 2, x1 - x0 + 8, y1 - y0 + 4, 4);
    context.fillStyle = theme.yellow;
    context.fill();
    label.colour = theme.onYellow;
    label.halo = theme.yellow;
  }

  MapApp.labels = { placeLabels, drawLabels };
})();
