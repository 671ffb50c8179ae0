/* The tooltip that names what is under the pointer. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});

  const { say } = MapApp.words;

  /** "3 passages, happening here" */
  function passagesOf(counts) {
    const { mentions, literal, associative } = counts;
    const reading = literal && associative ? say("both", counts) : say(associative ? "associative" : "literal");
    return say(mentions === 1 ? "passages.one" : "passages.other", { n: mentions, reading });
  }

  function placedBy({ decision, basis }) {
    return say(decision || (basis === "known" ? "known" : "automatic"));
  }

  function tooltipLines({ layer, props }, counts) {
    const lines = [passagesOf(counts)];
    if (layer === "sites" && isVague(props)) lines.push(say("vague", { area: props.anchor_name || props.name }));
    if (props.status) lines.push(statusOf(props));
    lines.push(placedBy(props));
    return lines;
  }

  /** Of a corridor: the status of most of it, and how much there is not. */
  function statusOf({ status, missing_km: km }) {
    const missing = km >= 1 && status !== "missing" ? [say("missing", { km: Math.round(km) })] : [];
    return [say(`status.${status}`), ...missing].join(", ");
  }

  const isVague = (props) => ["country", "region", "admin"].includes(props.precision);

  /** One tooltip a map; every string goes in as text. */
  class Tooltip {
    /** padding: px at each side that the tooltip keeps out of, as the scene holds them. */
    constructor(container, padding) {
      this.padding = padding;
      this.element = document.createElement("div");
      this.element.className = "mapapp-tooltip";
      this.element.setAttribute("role", "status");
      this.element.hidden = true;
      container.appendChild(this.element);
    }

    show(feature, counts, x, y) {
      const title = document.createElement("strong");
      title.textContent = feature.props.name;
      const rows = tooltipLines(feature, counts).map((text) => {
        const row = document.createElement("div");
        row.textContent = text;
        return row;
      });
      this.element.replaceChildren(title, ...rows);
      this.element.hidden = false;
      this.move(x, y);
    }

    move(x, y) {
      const box = this.element.parentElement.getBoundingClientRect();
      const flipX = x + this.element.offsetWidth + 24 > box.width - this.padding.right;
      const flipY = y + this.element.offsetHeight + 24 > box.height - this.padding.bottom;
      this.element.style.left = `${flipX ? x - this.element.offsetWidth - 14 : x + 14}px`;
      this.element.style.top = `${flipY ? y - this.element.offsetHeight - 12 : y + 14}px`;
    }

    hide() {
      this.element.hidden = true;
    }
  }

  MapApp.Tooltip = Tooltip;
})();
