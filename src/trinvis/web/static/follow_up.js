// Files that take seconds: says that they are being written, asks once, and shows what is wrong without leaving the page.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-wait]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const says = document.getElementById("henter");
  if (says.dataset.busy) return;
  says.dataset.busy = "yes";
  says.classList.remove("failed");
  says.textContent = `${link.dataset.wait} bliver skrevet. Det tager nogle sekunder.`;
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
    if (!answer.ok || !named) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const sentence = page.querySelector("[role=alert]");
      says.textContent = sentence ? sentence.textContent : "Filen kom ikke: du er måske logget ud. Genindlæs siden, og prøv igen.";
      says.classList.add("failed");
      return;
    }
    const given = document.createElement("a");
    given.href = URL.createObjectURL(await answer.blob());
    given.download = named[1];
    given.click();
    setTimeout(() => URL.revokeObjectURL(given.href), 60000);
    says.textContent = `${named[1]} er hentet.`;
  } catch {
    says.textContent = "Filen kom ikke: der er ingen forbindelse til Trinvis. Prøv igen.";
    says.classList.add("failed");
  } finally {
    delete says.dataset.busy;
  }
});
// A form that is sent after a login in another tab goes with that login's token.
document.addEventListener("htmx:configRequest", (event) => {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  if (!token) return;
  event.detail.headers["X-CSRFToken"] = token[1];
  if (event.detail.verb === "post") event.detail.parameters.csrfmiddlewaretoken = token[1];
});
// What goes wrong is said above the page: a form keeps what was typed in it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.requestConfig.verb !== "post" || event.detail.xhr.status < 400) return;
  event.detail.target = document.getElementById("messages");
  event.detail.swapOverride = "innerHTML show:top";
});
document.addEventListener("htmx:sendError", () => {
  document.getElementById("messages").innerHTML = '<p class="said error" role="alert">Der er ingen forbindelse til Trinvis. Det, du skrev, står stadig i felterne. Prøv igen.</p>';
});
