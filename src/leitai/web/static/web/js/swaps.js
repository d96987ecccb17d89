// Parts swapped in by htmx: refusals (4xx) carry words and are shown in place; everything else that fails is said in one line.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if ([403, 404, 409, 422, 429].includes(status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
