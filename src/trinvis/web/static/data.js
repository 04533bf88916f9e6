// Files may be dropped on the form; without script its plain file field does the same.
document.querySelectorAll("form[data-drop]").forEach((form) => {
  const field = form.querySelector("input[type=file]");
  const chosen = form.querySelector("[data-chosen]");
  const tooLarge = form.querySelector("[data-too-large]");
  const total = () => [...field.files].reduce((sum, file) => sum + file.size, 0);
  form.querySelector("[data-pick]").hidden = false; // the browser's own button speaks the browser's language
  field.classList.add("sr-only");
  const show = () => {
    const names = [...field.files].map((file) => file.name);
    chosen.textContent = names.length > 8 ? `${names.length} filer er valgt` : names.join(", ");
    tooLarge.hidden = total() <= Number(form.dataset.largest);
  };
  field.addEventListener("change", show);
  ["dragover", "dragenter"].forEach((name) => form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  }));
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    show();
    if (tooLarge.hidden) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (total() <= Number(form.dataset.largest)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tooLarge.hidden = false;
  }, true);
});
