/* Where the pills of "somewhere in" stand: in a large area, or beside a small one. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const { text } = MapApp;
  const { centred } = MapApp.placement;

  /** One pill an area: inside a large one, beside a small one with a leader into it. */
  function placePills(scene, layout, placer, interiors) {
    const pills = [];
    for (const group of [...layout.groups].sort((a, b) => b.large - a.large)) {
      const size = text.layoutPill(group);
      const candidates = group.large ? insidePills(interiors, group, size) : besidePills(scene, group, size);
      const chosen = placer.choose(candidates, { heed: 3 });
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

  MapApp.placePills = placePills;
})();
