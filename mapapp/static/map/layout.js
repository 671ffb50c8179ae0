/* From features to px geometry: what holds for a whole zoom, and what only for one view of it. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { points, areas, lines, features, geometry: geo, Grid } = MapApp;

  const { say } = MapApp.words;
  const MOST_POINTS = 700; // on the map above which crowded ones wait for a closer look

  const isAreaBound = ({ props, shape }) => !shape.lines.length &&
    (props.precision === "country" || (["region", "admin"].includes(props.precision) && Boolean(shape.area)));

  /** Areas, and the waters and countries that the basemap does not hold: rivers, lakes, islands. */
  function loosePlaces(scene) {
    const missing = (f) => !features.basemapPlace(f, scene.basemap);
    return [...scene.featuresOf("areas"), ...["waters", "countries"].flatMap((name) => scene.featuresOf(name).filter(missing))];
  }

  /** Everything that stays as it is while the map is moved. */
  function layOutZoom(scene, scale) {
    const view = { scale };
    const loose = loosePlaces(scene);
    const sites = scene.featuresOf("sites");
    const located = sites.filter((f) => !isAreaBound(f));
    const corridors = MapApp.shareTracks(scene.featuresOf("corridors").map((f) => lines.layoutCorridor(f, view)));
    const cities = scene.featuresOf("cities").filter((f) => f.anchor);
    const weight = cities.length > MOST_POINTS ? points.weightOf(cities.map((f) => scene.counts(f))) : 1;
    const spots = [ // among equals the rarer kinds come first
      ...located.filter((f) => !f.shape.lines.length && f.anchor).map((f) => points.layoutSite(f, view)),
      ...cities.map((f) => points.layoutCity(f, view, scene.counts(f), weight)),
      ...loose.filter((f) => f.anchor && !f.shape.lines.length).map((f) => points.layoutArea(f, view)),
    ];
    const symbols = spread(scene, spots);
    points.layoutStops(corridors, view, symbols).forEach((stop) => symbols.add(stop));
    return {
      scale, corridors, symbols,
      bound: sites.filter(isAreaBound),
      borders: [...located, ...loose].filter((f) => f.shape.lines.length).map((f) => areas.layoutBorder(f, view)),
      outlined: loose.filter((f) => f.shape.area),
      circles: located.filter((f) => f.props.radius_km > 0 && f.anchor).map((feature) => ({
        feature, line: geo.scaled(geo.circleAround(feature.anchor, feature.props.radius_km), scale),
      })),
      spots,
      flows: new MapApp.FlowLayout(scene, view, corridors),
    };
  }

  /** The symbols that there is room for, the most mentioned first, in a grid. */
  function spread(scene, spots) {
    const weights = new Map(spots.map((item) => [item, scene.counts(item.feature).mentions]));
    spots.sort((a, b) => weights.get(b) - weights.get(a));
    const symbols = new Grid();
    const drawn = spots.length > MOST_POINTS ? points.thin(spots) : spots;
    for (const item of drawn) if (item.kind === "city") symbols.add(item);
    for (const item of drawn.filter(({ kind }) => kind !== "city")) {
      if (item.kind === "site") points.stepAside(item, symbols);
      symbols.add(item);
    }
    return symbols;
  }

  /** The symbols in a box, from the bottom to the top: stops, small ones, large ones, the selected one. */
  function symbolsIn(scene, zoomed, box) {
    const found = zoomed.symbols.in(box).filter((item) => item.feature !== scene.selectedFeature || item.kind === "stop");
    const rank = (item) => (item.kind === "stop" ? -1 : item.kind === "city" ? 1 : 0);
    found.sort((a, b) => rank(a) - rank(b) || a.r - b.r);
    const selected = zoomed.spots.find((item) => item.feature === scene.selectedFeature);
    return selected ? [...found, selected] : found;
  }

  /** What a view shows, its labels included. */
  function layOutView(scene, zoomed) {
    const { view } = scene;
    const layout = {
      ...zoomed,
      points: inCopies(view, (box) => symbolsIn(scene, zoomed, box)),
      groups: groupSites(scene, zoomed.bound),
      flows: zoomed.flows.inView(),
      known: knownPlace(scene),
    };
    const placer = new MapApp.placement.Placer(view.rect, view.hole);
    layout.placed = scene.map.getSize().x ? MapApp.labels.placeLabels(scene, layout, placer) : { labels: [], pills: [] };
    layout.shown = countShown(scene, zoomed, layout);
    return layout;
  }

  /** What `find` finds in the view, wherever around the world the view is. */
  function inCopies({ rect, copies }, find) {
    const [x0, y0, x1, y1] = rect;
    return [...new Set(copies.flatMap((o) => find([x0 - o, y0, x1 - o, y1])))];
  }

  /** How many of the places in view are drawn. */
  function countShown(scene, zoomed, layout) {
    const total = zoomed.spots.filter((item) => scene.inView(item, 0)).length;
    const shown = layout.points.filter((item) => item.kind !== "stop" && scene.inView(item, 0)).length;
    const { drawn, wanted } = zoomed.flows.counts();
    return { shown: shown + drawn, total: total + wanted, marks: marksOf(zoomed, layout) };
  }

  /** Which marks there are that neither layers, modes, statuses nor readings explain, wherever they lie. */
  function marksOf({ corridors, spots, borders, outlined, circles }, { known }) {
    const layerOf = ({ feature }) => feature.layer;
    const areas = spots.filter(({ kind }) => kind === "area").map(layerOf);
    const drawn = {
      stop: corridors.some(({ feature }) => feature.stops.length),
      unrouted: corridors.some(({ legs }) => legs.some((leg) => !leg.routed)),
      radius: circles.length > 0,
      known: known.length > 0,
      border: borders.some((item) => layerOf(item) !== "waters"),
      course: borders.some((item) => layerOf(item) === "waters"),
      outline: outlined.some(({ layer }) => layer !== "waters"),
      "area-point": areas.some((layer) => layer !== "waters"),
      "water-point": areas.includes("waters"),
    };
    return Object.keys(drawn).filter((mark) => drawn[mark]);
  }

  function groupSites(scene, sites) {
    const areaOf = (site) => {
      const place = features.basemapPlace(site, scene.basemap);
      const name = site.props.anchor_name || (place && place.name) || say("area");
      const area = place ? place.area : site.shape.area;
      if (!area || !site.anchor) return null;
      return { id: site.props.anchor_id || site.id, area, name, place, label: place ? place.label : site.anchor };
    };
    return areas.groupByArea(sites, areaOf, scene.view);
  }

  function knownPlace(scene) {
    const feature = scene.selectedFeature;
    if (!feature || feature.layer !== "sites" || !Number.isFinite(feature.props.known_lon)) return [];
    const { projectX, projectY } = MapApp.geometry;
    const { scale } = scene.view;
    const note = String(feature.props.known_note || say("outside")).split(/[:;.]/)[0];
    return [{
      feature, r: 9.5, note: note.length > 48 ? `${note.slice(0, 46)}\u2026` : note,
      x: projectX(feature.props.known_lon) * scale, y: projectY(feature.props.known_lat) * scale,
    }];
  }

  MapApp.layout = { layOutZoom, layOutView, symbolsIn, groupSites };
})();
