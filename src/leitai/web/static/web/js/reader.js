// Sheet reader: the doubt under the hand or the eye and its cell are marked together.
document.querySelectorAll("[data-reader]").forEach((reader) => {
  const mark = (doubt) => {
    reader.querySelectorAll("td.cur").forEach((cell) => cell.classList.remove("cur"));
    const cell = doubt && document.getElementById(`cell-${doubt.dataset.cell}`);
    cell?.classList.add("cur");
    return cell;
  };
  reader.addEventListener("focusin", (event) => {
    const doubt = event.target.closest("[data-cell]");
    if (doubt) mark(doubt)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  reader.addEventListener("mouseover", (event) => {
    const doubt = event.target.closest("[data-cell]");
    if (doubt) mark(doubt);
  });
  reader.addEventListener("change", () => {
    const groups = [...reader.querySelectorAll(".doubt:not(.warn)")];
    const done = groups.filter((group) => group.querySelector("input:checked")).length;
    const bar = reader.querySelector("aside progress");
    if (bar) bar.value = done;
  });
});
