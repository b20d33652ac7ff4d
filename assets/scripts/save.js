// Saving without leaving the page: a form with data-quiet is sent in the
// background, and what it changed is taken from the page that comes back.
// Where that fails the form is sent as it is, and the server says what is
// wrong.

const said = document.getElementById("said");
let clearing;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("form[data-quiet]") || !button) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, button));
  try {
    await send(form, fields);
    say(button.dataset.said);
  } catch {
    sendPlainly(form, fields);
  }
});

async function send(form, fields) {
  const answer = await fetch(form.action, { method: "POST", body: fields });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-swap]")) {
    part.replaceWith(page.getElementById(part.id));
  }
  document.querySelector("#save summary").focus();
}

function sendPlainly(form, fields) {
  form.replaceChildren();
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  form.submit();
}

function say(text) {
  said.textContent = text;
  clearTimeout(clearing);
  clearing = setTimeout(() => { said.textContent = ""; }, 4000);
}

// Other scripts have something to say too.
document.addEventListener("tell", (event) => say(event.detail));

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  const menu = document.querySelector(".save[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".save[open]");
  if (menu && event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
