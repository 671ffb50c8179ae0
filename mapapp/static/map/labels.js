/* Which labels a view has, in which order, and where each may stand. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { tokens, text } = MapApp;
  const { aroundPoint, alongLine, centred, airy } = MapApp.placement;
  const geo = MapApp.geometry;
  const { styles } = text;

  /** All labels of a layout, best first: {lines, style, colour, halo, feature, box | run}. */
  function placeLabels(scene, layout, placer) {
    const { view } = scene;
    const zoom = view.zoom;
    blockSymbols(scene, layout, placer);
    scene.controlBoxes().forEach((box) => placer.block(box));
    const interiors = MapApp.findInteriors(scene.basemap, view, wantedPlaces(scene, layout));
    const placed = { labels: [], pills: placePills(scene, layout, placer, interiors) };
    const add = (spec) => {
      const label = placeOne(spec, placer);
      if (label) placed.labels.push(label);
    };
    const cities = citySpecs(scene, layout);
    cities.filter((s) => s.selected).forEach(add);
    siteSpecs(scene, layout).forEach(add);
    cities.filter((s) => !s.selected && s.big && zoom >= 3).forEach(add);
    if (zoom >= 3.75 || cities.length <= FEW_CITIES) cities.filter((s) => !s.selected && !s.big).forEach(add);
    lineSpecs(scene, layout, zoom).forEach(add);
    if (zoom >= 3) MapApp.regionSpecs(scene, placed).forEach(add);
    waterSpecs(scene, interiors).forEach(add);
    countrySpecs(scene, interiors, layout).forEach(add);
    stopSpecs(scene, layout, zoom).forEach(add);
    if (zoom >= 4) areaSpecs(scene, layout).forEach(add);
    if (zoom > 6) statusSpecs(scene, layout).forEach(add);
    return placed;
  }

  function placeOne(spec, placer) {
    const chosen = placer.choose(spec.candidates(), spec.limit, spec.heed);
    return chosen && { ...spec, box: chosen.box, boxes: chosen.boxes, run: chosen.run, align: chosen.align };
  }

  function blockSymbols(scene, layout, placer) {
    for (const item of layout.points) {
      placer.block([item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r]);
      const badge = MapApp.points.badgeAt(item);
      if (badge) placer.block(centred(badge[0], badge[1], 13, 13));
    }
    for (const { x, y, r } of layout.known) placer.block([x - r, y - r, x + r, y + r]);
    for (const { legs, feature } of layout.corridors) {
      const weight = scene.isSelected(feature) ? 8 : 2;
      legs.forEach((leg) => placer.markLine(leg.line, weight));
    }
    for (const { line } of layout.flows) {
      placer.markLine(line, 1);
      placer.block(centred(line[0], line[1], 9, 9));
      placer.block(centred(line[line.length - 2], line[line.length - 1], 14, 14));
    }
    for (const item of layout.borders) item.lines.forEach((line) => placer.markLine(line, 2));
  }

  /** One pill an area: inside a large one, beside a small one with a leader into it. */
  function placePills(scene, layout, placer, interiors) {
    const pills = [];
    for (const group of [...layout.groups].sort((a, b) => b.large - a.large)) {
      const size = text.layoutPill(group);
      const candidates = group.large ? insidePills(interiors, group, size) : besidePills(scene, group, size);
      const chosen = placer.choose(candidates, Infinity, 3);
      if (!chosen) continue;
      pills.push({ group, ...size, ...chosen });
      if (chosen.leader) placer.markLine(chosen.leader, 4);
    }
    return pills;
  }

  function insidePills(interiors, group, { width, height }) {
    const spots = (group.place && interiors.get(`country:${group.place.id}`)) || [];
    return spots.flatMap(({ x, y, room }) => [0, 0.38, -0.38].map((shift) => ({
      box: centred(x + shift * width, y, width, height),
      cost: 14 - Math.min(room, 14) + 28 * Math.abs(shift),
    })));
  }

  function besidePills(scene, group, { width, height }) {
    const { scale } = scene.view;
    const candidates = [];
    for (const offset of scene.view.copies) {
      const [x0, y0, x1, y1] = group.area.bounds.map((v, i) => v * scale + (i % 2 ? 0 : offset));
      const ax = group.label[0] * scale + offset;
      const ay = group.label[1] * scale;
      for (const gap of [14, 30, 50]) {
        for (const shift of [0, 0.25, -0.25, 0.5, -0.5]) {
          const cx = ax + shift * width;
          const clear = gap / 4 + Math.abs(shift) * 4;
          const grip = Math.max(cx - width / 2 + 10, Math.min(cx + width / 2 - 10, ax));
          candidates.push(
            { box: centred(cx, y1 + gap + height / 2, width, height), cost: clear, leader: [grip, y1 + gap, ax, ay] },
            { box: centred(cx, y0 - gap - height / 2, width, height), cost: 2 + clear, leader: [grip, y0 - gap, ax, ay] },
          );
        }
        candidates.push(
          { box: centred(x1 + gap + width / 2, ay, width, height), cost: 3 + gap / 4, leader: [x1 + gap, ay, ax, ay] },
          { box: centred(x0 - gap - width / 2, ay, width, height), cost: 4 + gap / 4, leader: [x0 - gap, ay, ax, ay] },
        );
      }
    }
    return candidates;
  }

  function pointSpec(scene, item, style, colour, name) {
    const width = text.measure(name, style);
    const r = item.r + (scene.isSelected(item.feature) && item.kind !== "stop" ? 5 : 0); // its yellow ring
    return {
      names: item.kind !== "stop" && !item.note, feature: item.feature, lines: [name], style, colour, halo: scene.haloAt(item.feature),
      candidates: () => aroundPoint(item.x, item.y, r, width, style.height),
    };
  }

  const FEW_CITIES = 40; // that are named even on a map of the world
  const MOST_FLOWS = 60;
  const MOST_CITIES = 250; // labels that are tried; the points come largest first

  function citySpecs(scene, layout) {
    const cities = layout.points.filter((p) => p.kind === "city" && scene.inView(p, 0));
    return cities.slice(0, MOST_CITIES).map((item) => {
      const { props } = item.feature;
      const big = props.mentions >= 4;
      return {
        ...pointSpec(scene, item, big ? styles.cityBig : styles.city, scene.theme.ink, props.name),
        big, selected: scene.isSelected(item.feature), weight: props.mentions,
      };
    }).sort((a, b) => b.weight - a.weight);
  }

  function siteSpecs(scene, layout) {
    const { theme } = scene;
    const named = layout.points.filter((p) => p.kind === "site").map((item) =>
      pointSpec(scene, item, styles.city, theme.site, text.headOf(item.feature)));
    const known = layout.known.map((item) => ({
      ...pointSpec(scene, item, styles.area, theme.site, item.note),
    }));
    const borders = layout.borders.map((item) => {
      const water = item.feature.layer === "waters";
      const colour = water ? theme.waterLabel : theme.site;
      const beside = water || scene.isSelected(item.feature) || scene.view.zoom >= 6;
      const name = brief(item.feature.props.name);
      return lineNameSpec(scene, item.feature, item.course, name, water ? styles.water : styles.city, colour, { beside, gaps: [0, 7, 14] });
    });
    return [...known, ...named, ...borders];
  }

  const brief = (name) => (name.length > 36 ? `${name.slice(0, 34).trim()}\u2026` : name);

  function stopSpecs(scene, layout, zoom) {
    return layout.points
      .filter((p) => p.kind === "stop" && (zoom >= 5 || (zoom >= 3.5 && scene.isSelected(p.feature))))
      .map((item) => pointSpec(scene, item, styles.stop, scene.theme.ink2, item.name));
  }

  function areaSpecs(scene, layout) {
    const colours = { waters: scene.theme.waterLabel, countries: scene.theme.countryLabel };
    return layout.points.filter((p) => p.kind === "area").map((item) =>
      pointSpec(scene, item, styles.area, colours[item.feature.layer] || scene.theme.ink2, item.feature.props.name));
  }

  /** A name that runs along the best of several lines, or else stands beside their middle. */
  function lineNameSpec(scene, feature, lines, name, style, colour, { beside = true, gaps = [0] } = {}) {
    const width = text.measure(name, style);
    const offset = (scene.isSelected(feature) ? 8 : 4) + style.height / 2;
    const candidates = () => {
      const runs = lines.flatMap((line) => visibleRuns(line, scene.view.hole));
      const along = runs.flatMap((run) => gaps.flatMap((gap) => alongLine(run, width, offset + gap, style.height)));
      return along.length || !beside ? along : runs.flatMap((run) => besideLine(run, width, style.height));
    };
    return { feature, lines: [name], style, colour, halo: scene.theme.land, candidates, limit: 90, heed: 3 };
  }

  function besideLine(line, width, height) {
    const total = geo.lengthOf(line);
    return [0.5, 0.3, 0.7, 0, 1].flatMap((part, i) => {
      const { x, y } = geo.pointAlong(line, total * part);
      return aroundPoint(x, y, 6, width, height).map((c) => ({ ...c, cost: c.cost + i * 2 + 6 }));
    });
  }

  /** The parts of a line that lie in the hole, longest first, at most three. */
  function visibleRuns(line, hole) {
    const runs = [];
    let run = [];
    const end = () => {
      if (run.length >= 4) runs.push(run);
      run = [];
    };
    for (let i = 0; i < line.length; i += 2) {
      const inside = line[i] > hole[0] && line[i] < hole[2] && line[i + 1] > hole[1] && line[i + 1] < hole[3];
      if (inside) run.push(line[i], line[i + 1]);
      else end();
    }
    end();
    return runs.sort((a, b) => geo.lengthOf(b) - geo.lengthOf(a)).slice(0, 3);
  }

  function lineSpecs(scene, layout, zoom) {
    const selected = (spec) => (scene.isSelected(spec.feature) ? 0 : 1);
    const corridors = layout.corridors.flatMap((item) =>
      zoom >= 4 || scene.isSelected(item.feature) ? corridorSpecs(scene, item, zoom) : []);
    const flows = layout.flows
      .slice(0, zoom >= 4 && !scene.selectedFeature ? MOST_FLOWS : 0)
      .map((item) => lineNameSpec(scene, item.feature, [item.line], item.feature.props.name, styles.flow, scene.theme.flow, { beside: false }));
    return [...corridors, ...flows].sort((a, b) => selected(a) - selected(b));
  }

  function corridorSpecs(scene, { feature, legs }, zoom) {
    const specs = [];
    const named = new Set();
    const spec = (group, name, hue) =>
      lineNameSpec(scene, feature, group.map((leg) => leg.line), name, styles.line, scene.theme[hue]);
    for (const branch of feature.branches) {
      const own = branchLegs(feature, branch, legs);
      if (!own.length) continue;
      own.forEach((leg) => named.add(leg));
      const name = feature.branches.length > 1 ? branchName(feature, branch) : feature.short;
      specs.push(spec(own, name, tokens.modeStyle(own[0].mode).hue));
    }
    for (const leg of legs) {
      const length = geo.lengthOf(leg.line);
      const hue = tokens.modeStyle(leg.mode).hue;
      if (leg.status === "missing" && length > 14) specs.push(spec([leg], `${Math.round(leg.km)} km missing`, hue));
      else if (!leg.routed && zoom >= 5 && length > 60) specs.push(spec([leg], "not routed", hue));
      else if (leg.mode === "sea" && feature.hue !== "sea" && length > 60 && !named.has(leg)) {
        specs.push(spec([leg], "by sea", hue));
      }
    }
    return specs;
  }

  /** The legs that carry a branch's name: its own ones in the corridor's main hue, or else the longest. */
  function branchLegs(feature, branch, legs) {
    const several = feature.branches.length > 1;
    const own = legs.filter((leg) => leg.branch === branch && leg.status !== "missing");
    const free = own.filter((leg) => !(several && leg.shared) && geo.lengthOf(leg.line) > 40);
    const main = free.filter((leg) => tokens.modeStyle(leg.mode).hue === feature.hue);
    if (main.length) return main;
    return (free.length ? free : own).sort((a, b) => geo.lengthOf(b.line) - geo.lengthOf(a.line)).slice(0, 1);
  }

  const PLAIN = /^(sea|rail|railway|road|pipeline|main line)$/i; // says no more than the line's look

  function branchName(feature, branch) {
    const word = branch.replace(/\s*(branch|route)$/i, "").replace(PLAIN, "");
    return `${feature.short} ${word}`.trim();
  }

  const STATUS_WORDS = { "under construction": "being built", planned: "planned", disputed: "disputed" };

  function statusSpecs(scene, layout) {
    return layout.corridors.flatMap(({ feature, legs }) =>
      legs.filter((leg) => STATUS_WORDS[leg.status] && geo.lengthOf(leg.line) > 34).map((leg) =>
        lineNameSpec(scene, feature, [leg.line], STATUS_WORDS[leg.status], styles.status, scene.theme.ink)));
  }

  /** Keys of the countries and waters that the zoom gives labels to. */
  function wantedPlaces(scene, layout) {
    const wanted = new Set(layout.groups.filter((g) => g.place).map((g) => `country:${g.place.id}`));
    const zoom = scene.view.zoom;
    for (const [id, place] of scene.basemap.countries) {
      if (scene.countryFeature(id) || (!scene.tiles && place.rank <= zoom)) wanted.add(`country:${id}`);
    }
    for (const [id, place] of scene.basemap.waters) {
      if (scene.waterFeature(id) || (!scene.tiles && place.rank <= zoom - 1.2)) wanted.add(`water:${id}`);
    }
    return wanted;
  }

  function interiorCandidates(spots, anchor, width, height, view) {
    return () => spots.map(({ x, y, room }) => {
      const away = Math.min(...view.copies.map((o) =>
        Math.hypot(anchor[0] * view.scale + o - x, anchor[1] * view.scale - y)));
      const cramped = Math.max(0, width / 2 - room * 10) / 6;
      return { ...airy(centred(x, y, width, height)), cost: cramped + Math.min(away, 300) / 40 };
    });
  }

  function areaSpec(scene, place, feature, spots, lines, style, colours) {
    const ring = colours.ring ? text.RING : 0;
    const width = Math.max(...lines.map((line) => text.measure(line, style))) + ring;
    const height = style.height * lines.length;
    return {
      names: true, feature, lines, style, ...colours, rank: place.rank,
      candidates: interiorCandidates(spots, place.label, width, height, scene.view),
      limit: feature ? 24 : 12,
    };
  }

  const byRank = (a, b) => (b.feature ? 1 : 0) - (a.feature ? 1 : 0) || a.rank - b.rank;

  function waterSpecs(scene, interiors) {
    const { theme } = scene;
    const specs = [];
    for (const [key, spots] of interiors) {
      if (!key.startsWith("water:")) continue;
      const place = scene.basemap.waters.get(key.slice(6));
      const feature = scene.waterFeature(place.id);
      const style = feature ? styles.water : styles.waterQuiet;
      const halo = feature ? theme.mentionedWater : theme.water;
      const name = feature ? feature.props.name : place.name;
      specs.push(areaSpec(scene, place, feature, spots, twoLines(name), style, { colour: theme.waterLabel, halo }));
    }
    return specs.sort(byRank);
  }

  /** "Black Sea" in two lines; long names are cut at the space nearest the middle. */
  function twoLines(name) {
    const spaces = [...name.matchAll(/ /g)].map((m) => m.index);
    if (!spaces.length) return [name];
    const cut = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
    return [name.slice(0, cut), name.slice(cut + 1)];
  }

  function countrySpecs(scene, interiors, layout) {
    const specs = [];
    // A hatched country is named by its pill.
    const hatched = new Set(layout.groups.filter((g) => !g.large && g.place).map((g) => g.place.id));
    for (const [key, spots] of interiors) {
      if (!key.startsWith("country:")) continue;
      const place = scene.basemap.countries.get(key.slice(8));
      const feature = scene.countryFeature(place.id);
      if (!feature && place.rank > scene.view.zoom) continue;
      if (hatched.has(place.id) && !scene.isSelected(feature)) continue;
      const style = !feature ? styles.countryQuiet : place.rank <= 2 ? styles.countryBig : styles.country;
      const name = text.display(feature ? feature.props.name : place.name, style);
      const ring = Boolean(feature) && !scene.counts(feature).literal; // only named as a government
      const colours = { ring, colour: scene.theme.countryLabel, halo: scene.groundOf(place.id) };
      specs.push(areaSpec(scene, place, feature, spots, [name], style, colours));
    }
    return specs.sort(byRank);
  }

  function drawLabels(context, placed, scene) {
    for (const pill of placed.pills) MapApp.text.drawPill(context, pill, scene);
    for (const label of [...placed.labels].reverse()) {
      context.globalAlpha = scene.labelAlpha(label);
      if (label.names && scene.isSelected(label.feature)) highlight(context, label, scene.theme);
      if (label.run) text.drawAlong(context, label);
      else text.drawLabel(context, label);
    }
    context.globalAlpha = 1;
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
