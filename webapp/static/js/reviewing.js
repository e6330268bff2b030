// Answering suggestions with single keys, and the text beside them following along.
// The keys work only while the focus is in the list, and can be turned off (WCAG 2.1.4).

import { enhance } from "./combobox.js";

const SWITCH = "signpost-review-keys";
const LAST = "signpost-review-last";

const list = () => document.getElementById("suggestions");
const items = () => [...(list()?.querySelectorAll("[data-suggestion]") ?? [])];
const itemOf = (element) => element?.closest?.("[data-suggestion]");
const typing = (element) => element?.isContentEditable
  || /^(TEXTAREA|SELECT)$/.test(element?.tagName ?? "")
  || (element?.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(element.type));

// Private windows may refuse to remember; then the keys are simply on again next time.
const remembered = (store, name) => { try { return store.getItem(name); } catch { return null; } };
const remember = (store, name, value) => { try { store.setItem(name, value); } catch { /* not kept */ } };
const switchedOn = () => remembered(localStorage, SWITCH) !== "off";

const goTo = (item) => {
  if (!item) return;
  item.closest("[data-less]")?.setAttribute("open", "");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
};

// Show where the evidence stands. Where the text scrolls by itself (beside the list), it is moved.
const follow = (item) => {
  const text = document.getElementById("text");
  if (!text || !item) return;
  const marks = text.querySelectorAll("mark");
  marks.forEach((mark) => mark.classList.toggle("mark--current", mark.dataset.of.split(" ").includes(item.dataset.suggestion)));
  const place = text.querySelector(".mark--current");
  if (!place || text.scrollHeight <= text.clientHeight) return;
  text.scrollTop = place.offsetTop - text.clientHeight / 3;
  place.scrollIntoView({ block: "nearest" });
  item.scrollIntoView({ block: "nearest" });
};

const open = (details) => {
  details.open = true;
  const input = details.querySelector("input[name=skill]");
  if (input) enhance(input);
  details.querySelector("input[name=skill]")?.focus();
};

const undo = () => {
  const form = [...document.querySelectorAll("#messages .notice__undo")].pop();
  const last = remembered(sessionStorage, LAST);
  const back = form?.querySelector("[name=back]");
  if (back && last) back.value = `${location.pathname}#suggestion-${last}`;
  form?.requestSubmit();
};

const step = (by) => {
  const all = items();
  const at = all.indexOf(itemOf(document.activeElement));
  goTo(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
};

const press = (value) => {
  const item = itemOf(document.activeElement);
  if (item) item.querySelector(`button[value=${value}]`)?.click();
  else step(0);
};

const KEYS = {
  a: () => press("accepted"),
  r: () => press("refused"),
  c: () => {
    const details = itemOf(document.activeElement)?.querySelector("[data-correct]");
    if (details) open(details);
  },
  n: () => step(1),
  p: () => step(-1),
  u: undo,
};

// While an answer is on its way, keys wait for their turn: each is for the suggestion that is then
// the current one. After `c` letters are words, so nothing more waits behind it.
let answering = false;
let pressed = [];

const takeTurns = () => {
  while (pressed.length && !answering) KEYS[pressed.shift()]();
};

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !list()?.contains(event.target)) return;
  if (event.key === "Escape") {
    const details = event.target.closest("[data-correct][open]");
    if (details && !event.defaultPrevented) {
      details.open = false;
      goTo(itemOf(details));
    }
    return;
  }
  const key = event.key.toLowerCase();
  if (!Object.hasOwn(KEYS, key) || typing(event.target) || !switchedOn() || event.repeat) return;
  event.preventDefault();
  if (!pressed.includes("c")) pressed.push(key);
  takeTurns();
};

const showKeys = () => {
  const keys = list()?.querySelector("[data-keys]");
  if (!keys) return;
  const box = keys.querySelector("[data-keys-switch]");
  keys.hidden = false;
  const show = () => {
    keys.querySelector("[data-keys-help]").classList.toggle("keys__help--off", !switchedOn());
    keys.querySelector("[data-keys-start]").hidden = !switchedOn();
  };
  box.checked = switchedOn();
  box.addEventListener("change", () => { remember(localStorage, SWITCH, box.checked ? "on" : "off"); show(); });
  keys.querySelector("[data-keys-start]").addEventListener("click", () => goTo(items()[0]));
  show();
};

// After an answer the reader goes on with the next suggestion, or the end of the list.
const followAnswers = () => {
  let order = null;
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const item = itemOf(event.detail.elt);
    order = null;
    if (!item) return;
    answering = true;
    const ids = items().map((each) => each.dataset.suggestion);
    const at = ids.indexOf(item.dataset.suggestion);
    order = [...ids.slice(at + 1), ...ids.slice(0, at).reverse()];
    remember(sessionStorage, LAST, item.dataset.suggestion);
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "suggestions") return;
    showKeys();
    markAnswered();
    const next = order?.map((id) => document.querySelector(`[data-suggestion="${id}"]`)).find(Boolean);
    if (order) goTo(next ?? list().querySelector("[data-start]"));
    order = null;
    answering = false;
    takeTurns();
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) return;
    answering = false;
    pressed = [];
  });
};

const markAnswered = () => {
  const waiting = new Set(items().map((each) => each.dataset.suggestion));
  document.querySelectorAll("#text mark").forEach((mark) => {
    mark.classList.toggle("mark--answered", !mark.dataset.of.split(" ").some((id) => waiting.has(id)));
    mark.classList.remove("mark--current");
  });
};

export const start = () => {
  if (!list()) return;
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => follow(itemOf(event.target)));
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("[data-correct]") && event.target.open) open(event.target);
  }, { capture: true });
  followAnswers();
  showKeys();
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && list().contains(target)) goTo(target);
};
