// Forms: a second click does nothing, leaving with unsaved words is asked about, long forms (data-keep="name") survive the
// loss of a page in this browser. Passwords, files and one-time codes are never kept.
const KEEP_DAYS = 7;
const place = (form) => `leitai:${form.dataset.keep}`;
const kept = (form) => [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && one.name !== "idempotency_key"
  && !["password", "file", "hidden", "submit", "button"].includes(one.type) && one.autocomplete !== "one-time-code");

const written = (form) => kept(form).map((one) => [one.name, one.value, one.type === "radio" || one.type === "checkbox" ? one.checked : null]);

const keep = (form) => {
  try { localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), values: written(form) })); } catch { /* a full store loses nothing that was sent */ }
};

const restore = (form) => {
  let found;
  try { found = JSON.parse(localStorage.getItem(place(form)) ?? "null"); } catch { return; }
  if (!found || Date.now() - found.at > KEEP_DAYS * 86400000) return;
  let changed = false;
  for (const one of kept(form)) {
    const saved = found.values.find(([name, value, checked]) => name === one.name && (checked === null || value === one.value));
    if (!saved) continue;
    if (saved[2] === null && one.value !== saved[1]) { one.value = saved[1]; changed = true; }
    if (saved[2] !== null && one.checked !== saved[2]) { one.checked = saved[2]; changed = true; }
  }
  if (changed) { form.dataset.dirty = "1"; form.querySelector("[data-restored]")?.removeAttribute("hidden"); }
};

document.querySelectorAll("form[data-keep]").forEach((form) => { if (!form.querySelector("[aria-invalid]")) restore(form); });

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || form.method !== "post") return;
  form.dataset.dirty = "1";
  if (form.dataset.keep) keep(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  delete form.dataset.dirty;
  // after the browser has read the button's own value
  setTimeout(() => {
    const button = event.submitter;
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    form.querySelectorAll("button").forEach((one) => { one.disabled = true; });
  });
});

// the server says in the page that a kept form has arrived: <meta name="leitai-done" content="name">
document.querySelectorAll('meta[name="leitai-done"]').forEach((meta) => {
  try { localStorage.removeItem(`leitai:${meta.content}`); } catch { /* nothing kept, nothing to remove */ }
});

// coming back by the back button finds a working form
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((one) => { one.disabled = false; one.removeAttribute("aria-busy"); });
  });
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
});

// errors first: the summary is read out and holds the focus
document.querySelector("[data-errors]")?.focus();

// "all" box of a table, and the bar that says how many rows are chosen
document.addEventListener("change", (event) => {
  if (event.target.type !== "checkbox") return;
  const row = event.target.closest("tbody tr");
  row?.classList.toggle("on", event.target.checked);
  const form = event.target.form;
  const said = form?.querySelector("[data-bulk] [role=status]");
  if (said) said.textContent = form.querySelectorAll("tbody :checked").length;
});

// small undoable notes leave after eight seconds
document.querySelectorAll(".toast[data-toast]:not(.still)").forEach((toast) => setTimeout(() => toast.remove(), 8000));
