/* Names that run along corridors, flows, borders and rivers, and the status words beside them. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { tokens, text } = MapApp;
  const { aroundPoint, alongLine } = MapApp.placement;
  const geo = MapApp.geometry;
  const { styles } = text;
  const { say } = MapApp.words;

  const BESIDE = 16; // what it costs a name to stand beside its line instead of running along it
  const NAMED_FROM = 3.75; // zoom
  const FEW = 3; // corridors that are named at any zoom
  const MOST_FLOWS = 60;
  const [ANY, CORRIDORS] = [1, 2]; // weights of the lines that a name must not cross

  /** A name that runs along the best of several lines, or else stands beside their middle. */
  function lineNameSpec(scene, feature, lines, name, style, colour, { beside = true, gaps = [0] } = {}) {
    const width = text.measure(name, style);
    const offset = (scene.isSelected(feature) ? 8 : 4) + style.height / 2;
    const candidates = () => {
      const runs = lines.flatMap((line) => visibleRuns(line, scene.view.hole));
      const along = runs.flatMap((run) => gaps.flatMap((gap) => alongLine(run, width, offset + gap, style.height)));
      return beside ? [...along, ...runs.flatMap((run) => besideLine(run, width, style.height))] : along;
    };
    return {
      feature, lines: [name], style, colour, halo: scene.theme.land, candidates,
      limit: 90, heed: 3, own: new Set(lines), strict: CORRIDORS,
    };
  }

  function besideLine(line, width, height) {
    const total = geo.lengthOf(line);
    return [0.5, 0.3, 0.7, 0, 1].flatMap((part, i) => {
      const { x, y } = geo.pointAlong(line, total * part);
      return [6, 18].flatMap((gap) => aroundPoint(x, y, gap, width, height).map((c) => ({ ...c, cost: c.cost + i * 2 + gap / 3 + BESIDE })));
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

  /** Names of corridors, the selected one's first; what several of them lack is said once. */
  function corridorNames(scene, layout, zoom) {
    const told = new Set();
    const selected = ({ feature }) => (scene.isSelected(feature) ? 0 : 1);
    return [...layout.corridors].sort((a, b) => selected(a) - selected(b)).flatMap((item) =>
      zoom >= NAMED_FROM || layout.corridors.length <= FEW || scene.isSelected(item.feature) ? corridorSpecs(scene, item, zoom, told) : []);
  }

  /** Names of flows keep off every other line, or are left out. */
  function flowNames(scene, layout, zoom) {
    const named = layout.flows.filter(({ feature }) => scene.isSelected(feature) || (zoom >= NAMED_FROM && !scene.selectedFeature));
    return named.slice(0, MOST_FLOWS).map(({ feature, line }) => ({
      ...lineNameSpec(scene, feature, [line], feature.props.name, styles.flow, scene.theme.flow, { beside: scene.isSelected(feature) }),
      strict: ANY,
    }));
  }

  /** Names along borders, rivers and canals. */
  function borderNames(scene, layout) {
    const { theme, view } = scene;
    return layout.borders.filter(({ feature }) => feature.layer !== "sites" || view.zoom >= 5.5 || scene.isSelected(feature))
      .map(({ feature, course }) => {
        const water = feature.layer === "waters";
        const beside = water || scene.isSelected(feature) || view.zoom >= 6;
        const style = water ? styles.water : styles.city;
        return lineNameSpec(scene, feature, course, brief(feature.props.name), style, water ? theme.waterLabel : theme.site, { beside, gaps: [0, 7, 14] });
      });
  }

  const brief = (name) => (name.length > 36 ? `${name.slice(0, 34).trim()}\u2026` : name);

  function corridorSpecs(scene, { feature, legs }, zoom, told) {
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
      if (leg.status === "missing") {
        const way = [leg.mode, ...[leg.from, leg.to].sort()].join("|");
        if (length > 14 && !told.has(way)) specs.push(spec([leg], say("missing", { km: Math.round(leg.km) }), hue));
        told.add(way);
      } else if (!leg.routed && zoom >= 5 && length > 60) specs.push(spec([leg], say("not_routed"), hue));
      else if (leg.mode === "sea" && feature.hue !== "sea" && length > 60 && !named.has(leg)) {
        specs.push(spec([leg], say("sea"), hue));
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

  const PLAIN = /^(sea|rail|railway|road|pipeline|cable|main line)$/i; // says no more than the line's look

  function branchName(feature, branch) {
    const word = branch.replace(/\s*(branch|route)$/i, "").replace(PLAIN, "");
    return `${feature.short} ${word}`.trim();
  }

  const SPOKEN = ["under construction", "planned", "disputed", "closed"]; // statuses that are written beside a line

  function statusWords(scene, layout) {
    return layout.corridors.flatMap(({ feature, legs }) =>
      legs.filter((leg) => SPOKEN.includes(leg.status) && geo.lengthOf(leg.line) > 34).map((leg) =>
        lineNameSpec(scene, feature, [leg.line], say(leg.status), styles.status, scene.theme.ink)));
  }

  MapApp.lineLabels = { corridorNames, flowNames, borderNames, statusWords };
})();
