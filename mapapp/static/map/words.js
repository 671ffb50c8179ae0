/* The words that the map itself writes; they come with its options (mapapp/strings/). */
(function () {
  "use strict";
  const MapApp = (window.MapApp = window.MapApp || {});
  const words = {};

  /** The text of a key, {names} in it filled in; a key without words answers itself. */
  function say(key, values = {}) {
    const text = words[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (found, name) => String(values[name] ?? found));
  }

  const learn = (given) => Object.assign(words, given);

  MapApp.words = { say, learn };
})();
