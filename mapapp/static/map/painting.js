/* The marks in the order of their layers, the selected one on top. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { areas, lines, points } = MapApp;

  const last = (items, holds) => [...items].sort((a, b) => holds(a) - holds(b));

  /** Provinces, landforms, cities, rivers: areas, then lines, then symbols of one layer. */
  function drawPlaces(context, scene, layout, layer) {
    const own = (item) => item.feature.layer === layer;
    layout.outlined.filter((f) => f.layer === layer).forEach((f) => areas.drawOutlined(context, f, scene));
    layout.borders.filter(own).forEach((item) => areas.drawBorder(context, item, scene));
    points.drawPoints(context, layout.points.filter((item) => own(item) && item.kind !== "stop"), scene);
  }

  const painters = {
    regions(context, scene) {
      const { selectedFeature } = scene;
      if (selectedFeature && selectedFeature.layer === "regions") areas.drawRegion(context, selectedFeature, scene);
    },
    sites(context, scene, layout) {
      const drawn = (g) => !g.large || g.sites.includes(scene.selectedFeature);
      layout.groups.filter(drawn).forEach((g) => areas.drawHatched(context, g, scene));
      layout.circles.forEach((item) => areas.drawCircle(context, item, scene));
      drawPlaces(context, scene, layout, "sites");
    },
    corridors(context, scene, layout) {
      lines.drawCorridors(context, layout.corridors, scene);
      points.drawPoints(context, layout.points.filter((item) => item.kind === "stop"), scene);
    },
    flows: (context, scene, layout) => lines.drawFlows(context, layout.flows, scene),
  };

  /** Flows lie under what is selected, whatever the order of the layers. */
  function orderOf({ order, selectedFeature }) {
    if (!selectedFeature || selectedFeature.layer === "flows") return order;
    return ["flows", ...order.filter((layer) => layer !== "flows")];
  }

  function drawMarks(context, scene, layout) {
    const holds = (item) => scene.isSelected(item.feature) || Boolean(item.sites && item.sites.includes(scene.selectedFeature));
    const lit = scene.selectedFeature ? { ...layout } : layout;
    if (scene.selectedFeature) {
      for (const kind of ["points", "borders", "groups", "corridors", "flows"]) lit[kind] = last(layout[kind], holds);
    }
    for (const layer of orderOf(scene)) {
      const paint = painters[layer] || ((...values) => drawPlaces(...values, layer));
      paint(context, scene, lit);
    }
    layout.known.forEach((item) => points.drawKnown(context, item, scene.theme));
    MapApp.hover.draw(context, scene, layout);
  }

  MapApp.drawMarks = drawMarks;
})();
