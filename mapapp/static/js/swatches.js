// The marks beside names are drawn by the map's own code, so that the key never differs from it.
export function fillSwatches(root = document) {
  for (const node of root.querySelectorAll(".swatch[data-swatch]")) {
    fillSwatch(node, node.dataset.swatch, node.dataset.status);
  }
}

export function fillSwatch(node, symbol, status) {
  const drawn = symbol && window.MapApp?.swatch?.(symbol, status || undefined);
  if (drawn) node.replaceChildren(drawn);
}
