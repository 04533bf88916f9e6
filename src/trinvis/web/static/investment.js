// A slider writes its value in the number field beside it, as people write it; the form's own field is what is sent.
const written = (slider) => {
  const value = Number(slider.value);
  if (slider.dataset.kind === "rate") return `${(100 * value).toLocaleString("da-DK", { maximumFractionDigits: 2 })} %`;
  return value.toLocaleString("da-DK", { maximumFractionDigits: slider.dataset.kind === "amount" ? 0 : 4 });
};
document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.type !== "range" || !slider.dataset.of) return;
  document.getElementById(slider.dataset.of).value = written(slider);
}, true);
document.addEventListener("change", (event) => {
  const field = event.target;
  const slider = field.id && document.querySelector(`input[type=range][data-of="${field.id}"]`);
  if (!slider) return;
  const text = field.value.trim();
  const plain = Number(text.replace(/%|\s/g, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", "."));
  if (!Number.isNaN(plain) && text) slider.value = String(text.includes("%") ? plain / 100 : plain);
});
