/* Names of countries and waters: which a view has room for, and where inside they may stand. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { text } = MapApp;
  const { styles } = text;
  const { centred, airy } = MapApp.placement;

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

  MapApp.areaLabels = { wantedPlaces, waterSpecs, countrySpecs };
})();
