// A slider writes its value in the number field beside it, as people write it; the form's own field is what is sent.
const written = (slider) => {
  const value = Number(slider.value);
  if ("perCent" in slider.dataset) return `${(100 * value).toLocaleString("da-DK", { maximumFractionDigits: 2 })} %`;
  return value.toLocaleString("da-DK", { maximumFractionDigits: "whole" in slider.dataset ? 0 : 4 });
};
const ask = (field) => field.form.dispatchEvent(new Event("tried"));
document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.type !== "range" || !slider.dataset.of) return;
  document.getElementById(slider.dataset.of).value = written(slider);
  ask(slider);
});
document.addEventListener("change", (event) => {
  const field = event.target;
  const slider = field.id && document.querySelector(`input[type=range][data-of="${field.id}"]`);
  if (!slider) return;
  const text = field.value.trim();
  const plain = Number(text.replace(/%|\s/g, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", "."));
  if (!Number.isNaN(plain) && text) slider.value = String(text.includes("%") ? plain / 100 : plain);
  ask(field);
});
// The page's address says what is tried, so that it can be kept, sent and come back to.
document.addEventListener("htmx:afterSwap", () => {
  const here = document.getElementById("answer")?.dataset.here;
  if (here) history.replaceState(history.state, "", here);
});
