// Suggestions while typing: an ordinary text input becomes an accessible combobox.
// Without this script the input stays what it was.

const PAUSE = 90; // milliseconds without a key before asking

const escaped = (text) => {
  const holder = document.createElement("span");
  holder.textContent = text ?? "";
  return holder.innerHTML;
};

const label = (choice) => (typeof choice === "string" ? choice : choice?.label ?? "");

// The library writes what this returns as raw HTML.
const suggestion = (choice) => {
  const also = choice?.matched && choice.matched !== choice.label
    ? ` <span class="suggestion__matched">also called ${escaped(choice.matched)}</span>` : "";
  return escaped(label(choice)) + also;
};

const asker = (address) => {
  let timer;
  let asked = 0;
  return (words, populate) => {
    clearTimeout(timer);
    const turn = ++asked;
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, {
          headers: { Accept: "application/json" },
        });
        const choices = answer.ok ? await answer.json() : [];
        if (turn === asked) populate(choices);
      } catch {
        if (turn === asked) populate([]); // offline: what is typed still counts
      }
    }, PAUSE);
  };
};

// Turn `input` into a combobox; `chosen` is called with the choice taken from the list.
export const enhance = (input, { chosen = () => {}, submits = false } = {}) => {
  if (!window.accessibleAutocomplete || input.dataset.enhanced) return;
  const holder = document.createElement("div");
  holder.className = "combobox";
  const { id, name, value, placeholder } = input;
  const classes = input.className;
  const describedBy = input.getAttribute("aria-describedby");
  const carried = ["maxlength", "enterkeyhint", "autocapitalize", "autofocus"]
    .filter((each) => input.hasAttribute(each))
    .map((each) => [each, input.getAttribute(each)]);
  input.replaceWith(holder);
  window.accessibleAutocomplete({
    element: holder,
    id,
    name,
    defaultValue: value,
    placeholder,
    inputClasses: classes,
    source: asker("/suggest"),
    minLength: 2,
    autoselect: false,
    confirmOnBlur: false,
    showNoOptionsFound: false,
    displayMenu: "overlay",
    templates: { inputValue: label, suggestion },
    onConfirm: (choice) => choice && chosen(choice, holder),
    tAssistiveHint: () => "When suggestions appear, use the arrow keys to go through them and Enter to choose.",
  });
  const box = holder.querySelector("input");
  box.dataset.enhanced = "true";
  carried.forEach(([each, held]) => box.setAttribute(each, held));
  if (describedBy) box.setAttribute("aria-describedby", `${describedBy} ${box.getAttribute("aria-describedby") ?? ""}`.trim());
  if (submits) enterSubmits(holder, box);
};

// With its menu open the library swallows Enter although nothing in the menu is chosen.
const enterSubmits = (holder, box) => {
  holder.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.stopPropagation();
    event.preventDefault();
    box.form?.requestSubmit();
  }, { capture: true });
};

// A search box: choosing a suggestion searches for it at once.
export const enhanceSearch = (form) => {
  const input = form.querySelector("input[name=q]");
  if (!input || input.dataset.enhanced) return;
  enhance(input, {
    submits: true,
    // The library writes the choice into its input after this call.
    chosen: (choice, holder) => {
      const box = holder.querySelector("input");
      setTimeout(() => {
        box.value = label(choice);
        box.form?.requestSubmit();
      });
    },
  });
};

// Several skills at once: one combobox each, and a button for one more.
export const enhanceSkills = (group) => {
  if (group.dataset.enhanced) return;
  group.dataset.enhanced = "true";
  const rows = [...group.querySelectorAll("[data-skill-input]")];
  const blank = rows[0].cloneNode(true);
  const filled = rows.filter((row) => row.querySelector("input").value);
  const kept = Math.max(1, filled.length);
  rows.slice(kept).forEach((row) => row.remove());
  group.querySelectorAll("[data-skill-input] input").forEach((input) => enhance(input));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Add another topic";
  let count = kept;
  button.addEventListener("click", () => {
    count += 1;
    const row = blank.cloneNode(true);
    const input = row.querySelector("input");
    const heading = row.querySelector("label");
    input.value = "";
    input.id = `${input.id}-${count}`;
    heading.htmlFor = input.id;
    heading.textContent = `Topic ${count}`;
    button.before(row);
    enhance(input);
    row.querySelector("input").focus();
  });
  group.append(button);
};

export const start = (root = document) => {
  root.querySelectorAll("[data-module=search]").forEach(enhanceSearch);
  root.querySelectorAll("[data-module=skill-picker]").forEach(enhanceSkills);
  root.querySelectorAll("input[data-module=one-skill]").forEach((input) => enhance(input));
};
