// One key: `/` puts the cursor into the search box, wherever the page is scrolled to.

const typing = (element) => element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");

export const start = () => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = document.querySelector("[role=search] input[name=q]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
};
