/* Colours, widths, dashes and type of the map: the one table every drawing file reads. */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});

  const light = {
    land: "#EFEFEC", water: "#DCE5E9", mentionedWater: "#CDDCE3",
    coast: "#AFBEC6", border: "#CBC7BC",
    tints: ["#F4F1E7", "#F2EBDA", "#EEE5CC"],
    countryLabel: "#6A6355", waterLabel: "#3C5D70", regionLabel: "#75601F",
    panel: "#FFFFFF", raised: "#F5F6F7", rule: "#E1E5E8",
    ink: "#1A2229", ink2: "#55616B",
    rail: "#2B2EA6", sea: "#08658C", road: "#A05303", pipeline: "#640F4B",
    flow: "#C41A50", site: "#006B4F",
    yellow: "#FFD23F", yellowEdge: "#1A2229", onYellow: "#1A2229",
  };
  const dark = {
    land: "#262D33", water: "#161C21", mentionedWater: "#1C2A33",
    coast: "#3D4A53", border: "#454F57",
    tints: ["#2C3236", "#343A3D", "#383F43"],
    countryLabel: "#ABB4BB", waterLabel: "#7FA6BA", regionLabel: "#D9C17A",
    panel: "#1D2328", raised: "#262D33", rule: "#353E46",
    ink: "#EDF1F4", ink2: "#A6B1BA",
    rail: "#A3A2FA", sea: "#7FDDF7", road: "#F7AD40", pipeline: "#D89DC0",
    flow: "#FF8C86", site: "#2FDCAA",
    yellow: "#FFD23F", yellowEdge: "#0B0F12", onYellow: "#1A2229",
  };

  // Body dash, and the period of a rail tick with its first position, for each status.
  const dashes = {
    operating: { body: [], tick: [1.5, 11.5], at: -5 },
    "under construction": { body: [12, 5], tick: [1.5, 15.5], at: -5.25 },
    planned: { body: [3, 5], tick: [1.5, 30.5], at: -0.75 },
    disputed: { body: [9, 3, 2.2, 3], tick: [1.5, 32.9], at: -3.75 },
    closed: { body: [9, 3, 2.2, 3], tick: [1.5, 32.9], at: -3.75 },
    missing: { body: [], tick: null, at: 0 },
  };

  const modes = {
    rail: { hue: "rail", width: 2.6, halo: 5.4 },
    sea: { hue: "sea", width: 2.8, halo: 4 },
    road: { hue: "road", width: 4.4, halo: 4, core: 1.5 },
    pipeline: { hue: "pipeline", width: 2.2, halo: 4 },
    cable: { hue: "pipeline", width: 1.4, halo: 4 },
    river: { hue: "sea", width: 2.4, halo: 4, core: 0.8 },
    air: { hue: "ink2", width: 1.8, halo: 4, dash: [1, 6] },
  };

  const condensed = '"IBM Plex Sans Condensed", "Arial Narrow", Arial, sans-serif';
  const sans = '"IBM Plex Sans", system-ui, "Segoe UI", Arial, sans-serif';

  MapApp.tokens = {
    themes: { light, dark },
    dashes,
    modes,
    statusDash: (status) => dashes[status] || dashes.operating,
    modeStyle: (mode) => modes[mode] || modes.rail,
    fonts: { condensed, sans },
    /** Lines on yellow keep the hues of the light theme, which stand out from it in both. */
    onYellow: light,
    step: 21, // px between the points of a resampled curve
    minTicks: 46, // px below which a stretch loses its ticks
  };
})();
