/* Names of regions: which of them a view has room for, and where they keep off other names. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { text } = MapApp;
  const { styles } = text;
  const { centred, overlap, grown, airy } = MapApp.placement;

  /** Regions overlap: from afar those that are named once give way, and small ones to their countries. */
  function regionsToName(scene) {
    const { scale, zoom } = scene.view;
    const all = scene.featuresOf("regions").filter((f) => f.anchor);
    const crowded = zoom < 5 && all.length > 4;
    return all.filter((feature) => {
      if (scene.isSelected(feature)) return true;
      const { area } = feature.shape;
      const width = text.measure(text.display(feature.props.name, styles.region), styles.region);
      const fits = !area || (area.bounds[2] - area.bounds[0]) * scale > 0.7 * width;
      return fits && !(crowded && feature.props.mentions < 2);
    });
  }

  const AROUND = [30, 34]; // px between the names of two regions
  const steps = [0, 1, -1, 2, -2, 3, -3];

  /** What the names of regions are and where they may stand, given what is already placed. */
  function regionSpecs(scene, placed) {
    const { scale, copies } = scene.view;
    const countries = countryBoxes(scene);
    return regionsToName(scene).map((feature) => {
      const lines = [text.display(feature.props.name, styles.region)];
      const width = text.measure(lines[0], styles.region);
      const spot = (dx, dy, offset) => {
        const x = feature.anchor[0] * scale + dx * 45;
        const y = feature.anchor[1] * scale + dy * 28;
        const box = centred(x + offset, y, width, styles.region.height);
        const outside = [-0.5, 0.5].filter((part) => !scene.contains(feature, x + part * width, y)).length;
        const covered = countries.filter((other) => overlap(box, other)).length;
        const away = scene.contains(feature, x, y) ? 0 : 400;
        return { ...airy(box), cost: 3 * (Math.abs(dx) + Math.abs(dy)) + 7 * outside + 12 * covered + away };
      };
      const candidates = () => {
        const others = placed.labels.filter((l) => l.style === styles.region).map((l) => grown(l.box, ...AROUND));
        return copies
          .flatMap((offset) => steps.flatMap((dx) => steps.map((dy) => spot(dx, dy, offset))))
          .filter(({ box }) => !others.some((other) => overlap(box, other)));
      };
      return {
        names: true, feature, lines, style: styles.region, candidates, limit: 60, heed: 2,
        colour: scene.theme.regionLabel, halo: scene.theme.land, weight: feature.props.mentions,
      };
    }).sort((a, b) => b.weight - a.weight);
  }

  /** Where the names of the countries that the texts name would like to stand. */
  function countryBoxes(scene) {
    const { scale, copies } = scene.view;
    return [...scene.basemap.countries.values()].filter((place) => scene.countryFeature(place.id)).flatMap((place) => {
      const width = text.measure(text.display(place.name, styles.country), styles.country);
      return copies.map((o) => centred(place.label[0] * scale + o, place.label[1] * scale, width, styles.country.height));
    });
  }

  MapApp.regionSpecs = regionSpecs;
})();
