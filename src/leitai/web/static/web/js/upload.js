// Upload: files may be dropped on the box; their names and sizes are said before anything is sent.
const size = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`);

document.querySelectorAll("[data-drop]").forEach((box) => {
  const input = box.querySelector('input[type="file"]');
  const said = box.querySelector("[data-chosen]");
  box.classList.add("ready");
  const say = () => { said.textContent = [...input.files].map((file) => `${file.name} · ${size(file.size)}`).join("　"); };
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = new DataTransfer();
    for (const file of event.dataTransfer.files) if (input.multiple || files.items.length === 0) files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", say);
});
