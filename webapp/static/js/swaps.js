// After a part of the page was swapped (htmx), the reader stays where they were: at the topic that
// was acted upon, as far unfolded as it was, or at the heading of the part if that topic is gone.

let acted = null;

export const start = () => {
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const place = event.detail.elt.closest?.("[data-stay]");
    acted = place ? { id: place.id, within: event.detail.target?.id, open: Boolean(place.querySelector("details[open]")) } : null;
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (!acted || event.detail.target?.id !== acted.within) return;
    const place = document.getElementById(acted.id);
    const spot = place?.querySelector("a, button") ?? document.querySelector(`#${acted.within} [data-start]`);
    if (acted.open) place?.querySelector("details")?.setAttribute("open", "");
    acted = null;
    spot?.focus({ preventScroll: true });
  });
};
