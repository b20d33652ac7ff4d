// Suggestions under the field for words, as a combobox: the arrows choose,
// Enter searches, Escape closes. Without this the field works as it is.

const field = document.getElementById("q");
const list = document.getElementById("suggestions");
const heard = document.getElementById("suggestions-heard");

const pause = 120; // ms without a key, shorter than people notice
const longest = 200; // characters that are taken

let waiting;
let asking = new AbortController();
let active = -1;

field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
field.setAttribute("aria-expanded", "false");

field.addEventListener("input", (event) => {
  stop();
  if (event.isComposing || !field.value.trim()) {
    close();
    return;
  }
  waiting = setTimeout(ask, pause);
});

// stop forgets what was asked, so that a late answer shows nothing.
function stop() {
  clearTimeout(waiting);
  asking.abort();
}

async function ask() {
  asking = new AbortController();
  const { signal } = asking;
  const query = new URLSearchParams({ q: [...field.value].slice(0, longest).join("") });
  try {
    const answer = await fetch(`/api/v1/search/suggestions?${query}`, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const { items } = await answer.json();
    if (!signal.aborted) show(items);
  } catch {
    if (!signal.aborted) close();
  }
}

function show(items) {
  close();
  if (!items.length || document.activeElement !== field) return;
  list.replaceChildren(...items.map(option));
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  heard.textContent = items.length === 1 ? "1 suggestion" : `${items.length} suggestions`;
}

function option(item, number) {
  const pins = item.pins === 1 ? "1 pin" : `${item.pins} pins`;
  const row = element("li", "suggestion");
  row.id = `suggestion-${number}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.text = item.text;
  row.append(element("span", "suggested", item.text), " ", element("span", "count", `${item.kind} · ${pins}`));
  return row;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function close() {
  choose(-1);
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  heard.textContent = "";
}

// choose marks a suggestion; -1 is the field itself.
function choose(number) {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = number;
  const row = list.children[active];
  if (!row) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  row.setAttribute("aria-selected", "true");
  row.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", row.id);
}

function search(row) {
  field.value = row.dataset.text;
  stop();
  close();
  field.form.requestSubmit();
}

field.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  const all = list.children.length;
  if ((key === "ArrowDown" || key === "ArrowUp") && !all) {
    if (!field.value.trim()) return;
    event.preventDefault();
    stop();
    ask();
  } else if (key === "ArrowDown") {
    event.preventDefault();
    choose(active + 1 < all ? active + 1 : -1);
  } else if (key === "ArrowUp") {
    event.preventDefault();
    choose(active < 0 ? all - 1 : active - 1);
  } else if (key === "Enter") {
    stop();
    if (active < 0) return;
    event.preventDefault();
    search(list.children[active]);
  } else if (key === "Escape" && all) {
    event.preventDefault(); // the words stay
    stop();
    close();
  }
});

// Pressing keeps the field's focus, so that the list is there to be clicked.
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const row = event.target.closest("[role=option]");
  if (row) search(row);
});

field.addEventListener("blur", () => {
  stop();
  close();
});

// Someone who comes back finds no list.
window.addEventListener("pageshow", close);
