// Searching: a picture that is chosen, dropped or pasted anywhere is sent by
// the form for pictures, and "/" leads to the words. Without this the forms
// work as they are.

const words = document.getElementById("q");
const input = document.getElementById("image");
const form = input.form;
const veil = document.getElementById("veil");

document.getElementById("drop-hint").hidden = false;

// What is dragged from the page itself is not looked for.
let ours = false;
document.addEventListener("dragstart", () => { ours = true; });
document.addEventListener("dragend", () => { ours = false; });

function brings(event) {
  return !ours && event.dataTransfer.types.includes("Files");
}

document.addEventListener("dragover", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  show("Drop it to find pins like it");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) hide();
});

document.addEventListener("drop", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  hide();
  take(event.dataTransfer);
});

document.addEventListener("paste", (event) => {
  const typing = event.target.closest?.("input, textarea");
  if (typing && event.clipboardData.types.includes("text/plain")) return;
  take(event.clipboardData);
});

input.addEventListener("change", () => {
  if (input.files.length) form.requestSubmit();
});

// take puts a transferred picture into the form and sends it. Text that is
// pasted where nobody types carries no file, and nothing is said of it.
function take(transfer) {
  const files = [...transfer.files];
  const picture = files.find((file) => file.type.startsWith("image/"));
  if (!picture) {
    if (files.length) tell(`“${files[0].name}” is not a picture: drop or paste a JPEG, PNG, GIF or WebP file`);
    return;
  }
  const one = new DataTransfer();
  one.items.add(picture);
  input.files = one.files;
  form.requestSubmit();
}

form.addEventListener("submit", () => {
  document.getElementById("by-picture").hidePopover?.();
  const preview = new Image();
  preview.alt = "";
  preview.src = URL.createObjectURL(input.files[0]);
  show("Looking for pins like this", preview);
});

// tell has save.js say something in the line for that.
function tell(text) {
  document.dispatchEvent(new CustomEvent("tell", { detail: text }));
}

function show(text, ...above) {
  const line = veil.querySelector("p");
  line.textContent = text;
  veil.replaceChildren(...above, line);
  veil.hidden = false;
}

function hide() {
  veil.hidden = true;
}

// Someone who comes back finds the page as it was, not under the veil.
window.addEventListener("pageshow", hide);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  words.focus();
  words.select();
});
