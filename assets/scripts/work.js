// Work that brings pins: its bar goes on, and when there is something new to
// see, a link says so. The page is not changed under who looks at it, unless
// there is nothing on it yet.

const work = document.querySelector(".work");
const bar = work.querySelector("progress");
const count = document.getElementById("work-count");
const link = work.querySelector("a");
const empty = document.querySelector(".empty") !== null;
const shown = bar.value;
let events;

function watch() {
  events = new EventSource(work.dataset.events);
  events.addEventListener("progress", (event) => {
    const { stage, done, all } = JSON.parse(event.data);
    if (stage !== "painting" && stage !== "importing") return;
    bar.max = all || 1;
    bar.value = done;
    count.textContent = `${done} of ${all}`;
    if (done <= shown) return;
    if (empty) location.reload();
    link.hidden = false;
  });
  events.addEventListener("end", () => {
    events.close();
    bar.hidden = count.hidden = true;
    work.querySelector("label").textContent = "All pins are here";
    link.hidden = false;
  });
}

// A page that is kept to come back to must not keep its connection.
addEventListener("pagehide", () => events.close());
addEventListener("pageshow", (event) => { if (event.persisted) watch(); });

watch();
