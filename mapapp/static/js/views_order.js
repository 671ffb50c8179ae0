// A list whose rows are put in order: dragged by their handle, or moved with the arrow keys on it.
export function orderable(list, { onOrder, onMove }) {
  let dragged = null;
  let before = null;

  const rows = () => [...list.children];
  const order = () => rows().map((row) => row.dataset.id);

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".grab");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    // By the list: a row that is moved in the page loses what it has captured.
    list.setPointerCapture(event.pointerId);
    dragged = handle.closest("li");
    dragged.classList.add("dragged");
    before = order();
  });

  list.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const under = rows().find((row) => event.clientY < middle(row));
    if (under !== dragged && under !== dragged.nextElementSibling) list.insertBefore(dragged, under ?? null);
  });

  const drop = () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    dragged = null;
    if (order().join() !== before.join()) onOrder(order());
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);

  list.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest(".grab")?.closest("li");
    if (!by || !row) return;
    event.preventDefault();
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    event.target.focus();
    onMove(row, rows().indexOf(row) + 1, rows().length);
    onOrder(order());
  });
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
