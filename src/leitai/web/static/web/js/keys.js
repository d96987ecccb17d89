// Keys: "/" goes to the search box, j and k choose a desk row, Enter opens it. Never while somebody types.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

let chosen = -1;
const choose = (rows, to) => {
  rows[chosen]?.classList.remove("first");
  chosen = Math.max(0, Math.min(rows.length - 1, to));
  rows[chosen].classList.add("first");
  rows[chosen].querySelector("h3 a")?.focus({ preventScroll: true });
  rows[chosen].scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "/") {
    const box = document.querySelector("[data-search]");
    if (!box || box.offsetParent === null) return;
    event.preventDefault();
    box.focus();
    box.select();
    return;
  }
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) return;
  if (event.key === "j") choose(rows, chosen + 1);
  if (event.key === "k") choose(rows, chosen - 1);
});

// the errand of this page, brought into view in the scrolling bar of a phone
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// an open menu of the top bar closes when somebody clicks beside it or presses Escape
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.who[open], details.def[open]").forEach((open) => {
    if (!open.contains(event.target)) open.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.who[open], details.def[open]").forEach((open) => { open.open = false; });
});

// Escape leaves an open drawer the way its own link does
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".drawer:target");
  if (open) location.hash = open.querySelector(".close")?.getAttribute("href") ?? "#main";
});
