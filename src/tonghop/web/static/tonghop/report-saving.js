// Saves the boxes of a report one by one while somebody writes, and says in one place how far it is.
// No words stand here: they are on the page. Without this file the form is sent by its buttons.
//
// A box is saved 0.8 s after the last key, and when it is left. What is being sent has a key of its own and is sent
// again with the same key until an answer comes: it acts once. What somebody else wrote meanwhile is taken in where
// nothing was written here, and shown beside where both wrote; nothing is overwritten unseen.
const QUIET = 800;
const TIMEOUT = 15000;
const LONGEST_WAIT = 30000;
const NOT_OURS = ["csrfmiddlewaretoken", "version", "then"];

const form = document.querySelector("form[data-report]");
const line = form && form.querySelector("[data-save-state]");
const known = new Map();
const held = new Set();
let pending = null;
let sending = false;
let waits = 0;
let timer = 0;
let leaving = false;

const boxes = () => [...form.elements].filter((one) => one.name && one.type !== "submit" && !NOT_OURS.includes(one.name));
const boxOf = (field) => boxes().find((one) => one.name === field);
const words = (name, facts = {}) => Object.keys(facts).reduce((text, key) => text.split(`{${key}}`).join(facts[key]), line.dataset[name] || "");
const unsaved = () => boxes().filter((one) => one.value !== known.get(one.name) && !held.has(one.name));
const isClean = () => !pending && !held.size && !unsaved().length;

function say(kind, text) {
  line.dataset.kind = kind;
  line.textContent = text;
}

function add(parent, tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  parent.append(made);
  return made;
}

function soon(after) {
  window.clearTimeout(timer);
  timer = window.setTimeout(send, after);
}

// crypto.randomUUID is there on https and localhost alone; an office's own network has neither.
function newKey() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function nextRequest() {
  const fields = {};
  unsaved().forEach((one) => { fields[one.name] = one.value; });
  return Object.keys(fields).length ? { key: newKey(), version: form.elements.version.value, fields } : null;
}

async function send() {
  if (sending || leaving) return;
  pending = pending || nextRequest();
  if (!pending) return;
  sending = true;
  say("saving", words("saving"));
  let answer = null;
  let told = null;
  const stop = new AbortController();
  const clock = window.setTimeout(() => stop.abort(), TIMEOUT);
  try {
    answer = await fetch(form.dataset.save, {
      method: "PUT", credentials: "same-origin", redirect: "manual", signal: stop.signal,
      headers: {
        "Content-Type": "application/json", "If-Match": `"${pending.version}"`, "Idempotency-Key": pending.key,
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ fields: pending.fields }),
    });
    told = /json/.test(answer.headers.get("Content-Type") || "") ? await answer.json() : null;
  } catch (fault) {
    answer = null;
  }
  window.clearTimeout(clock);
  sending = false;
  await take(answer, told);
}

async function take(answer, told) {
  const status = answer ? answer.status : 0;
  if (status === 200 && told) return taken(told);
  if (status === 409 && told && told.code === "version-moved") return moved(told);
  if ((status === 422 || status === 409) && told) return refused(told);
  if (status === 401 || status === 403 || (answer && answer.type === "opaqueredirect")) return signedOut();
  say("waiting", words("waiting"));
  return again();
}

function again() {
  waits += 1;
  soon(Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(waits, 5)) * (0.75 + Math.random() / 2));
}

function taken(told) {
  const read = Object.keys(pending.fields).map((field) => [field, {}]).concat(Object.entries(told.fields || {}));
  Object.keys(pending.fields).forEach((field) => {
    known.set(field, pending.fields[field]);
    clearMessage(field);
  });
  pending = null;
  waits = 0;
  form.elements.version.value = told.version;
  read.forEach(([field, how]) => echo(field, how));
  showStatus(told.status);
  if (held.size) say("conflict", words("conflict"));
  else say("saved", words("saved", { time: clockOf(told.saved_at) }));
  if (unsaved().length) soon(0);
}

// The word beside the heading must not go on saying that a report is sent once it was changed.
function showStatus(status) {
  const shown = document.querySelector(".th-heading .th-status");
  const all = form.querySelector("template[data-statuses]");
  const word = all && all.content.querySelector(`[data-status="${status}"] .th-status`);
  if (shown && word) shown.replaceWith(word.cloneNode(true));
}

function clockOf(instant) {
  return new Date(instant).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
}

// ---- somebody else wrote

function moved(told) {
  const by = told.by || words("somebody");
  const came = [];
  pending = null;
  waits = 0;
  form.elements.version.value = told.version;
  Object.keys(told.fields || {}).forEach((field) => {
    const box = boxOf(field);
    if (!box) return;
    const theirs = told.fields[field];
    if (box.value === theirs) known.set(field, theirs);
    else if (box.value === known.get(field)) {
      write(box, theirs);
      came.push(labelOf(box));
    } else if (known.get(field) !== theirs) both(box, theirs, by);
  });
  if (held.size) say("conflict", words("conflict"));
  else say("saved", "");
  if (came.length) add(line, "p", words("other", { name: by, fields: came.join(", ") }));
  if (unsaved().length) soon(came.length ? 1500 : 0);
}

function write(box, text) {
  box.value = text;
  known.set(box.name, text);
  const row = box.closest("tr");
  if (row) row.classList.add("th-theirs");
}

function labelOf(box) {
  const row = box.closest("tr");
  const label = row ? row.querySelector("th label") : form.querySelector(`label[for="${box.id}"]`);
  return label ? label.textContent.trim() : box.name;
}

function both(box, theirs, by) {
  known.set(box.name, theirs);
  held.add(box.name);
  const old = document.getElementById(`hai-${box.id}`);
  if (old) old.remove();
  const place = document.createElement("div");
  place.className = "th-clash";
  place.id = `hai-${box.id}`;
  place.setAttribute("role", "group");
  add(place, "p", words("theirs", { name: by }));
  add(place, "p", box.tagName === "SELECT" ? nameOf(box, theirs) : theirs || "–").lang = "vi";
  const choose = (label, act) => {
    const button = add(place, "button", words(label));
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary th-small";
    button.addEventListener("click", () => {
      act();
      held.delete(box.name);
      place.remove();
      box.focus();
      if (held.size) return;
      say("saving", words("saving"));
      if (unsaved().length || pending) soon(0);
      else say("saved", "");
    });
  };
  choose("useTheirs", () => { box.value = theirs; });
  choose("keepMine", () => {});
  box.insertAdjacentElement("afterend", place);
}

function nameOf(select, value) {
  const option = [...select.options].find((one) => one.value === value);
  return (option && option.textContent) || "–";
}

// ---- what is refused

function refused(told) {
  const box = told.field ? boxOf(told.field) : null;
  pending = null;
  waits = 0;
  if (!box) {
    say("refused", told.message || words("refused"));
    return;
  }
  held.add(box.name);
  message(box, told.message);
  say("refused", words("refused"));
  if (unsaved().length) soon(0);
}

function message(box, text) {
  const id = `loi-${box.id}`;
  const place = document.getElementById(id) || document.createElement("p");
  place.id = id;
  place.className = "th-echo th-echo--bad";
  place.textContent = text;
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", id);
  box.insertAdjacentElement("afterend", place);
}

function clearMessage(field) {
  const box = boxOf(field);
  const place = box && document.getElementById(`loi-${box.id}`);
  if (!place) return;
  place.remove();
  box.removeAttribute("aria-invalid");
  box.removeAttribute("aria-describedby");
}

// Somebody may sign in again beside; the page's token is then another, and is fetched with the page itself.
async function signedOut() {
  say("signed-out", words("signedOut"));
  const link = add(line, "a", ` ${words("signInWords")}`);
  link.href = line.dataset.signIn;
  link.target = "_blank";
  link.rel = "noopener";
  link.className = "govuk-link";
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const same = page.querySelector("form[data-report]");
    if (same && same.dataset.person === form.dataset.person) {
      form.elements.csrfmiddlewaretoken.value = same.elements.csrfmiddlewaretoken.value;
      return again();
    }
  } catch (fault) {
    // No way there just now: tried again below.
  }
  waits = Math.max(waits, 3);
  return again();
}

// ---- how what was typed is read

function echo(field, told) {
  const box = boxOf(field);
  if (!box || held.has(field) || box.tagName !== "INPUT") return;
  const id = `e-${field}`;
  const text = told.message || told.in_words || (told.shown !== box.value && told.shown) || "";
  let place = document.getElementById(id);
  if (place && !text) place.remove();
  if (text) {
    if (!place) {
      place = document.createElement("p");
      place.id = id;
      box.insertAdjacentElement("afterend", place);
    }
    place.className = told.message ? "th-echo th-echo--bad" : "th-echo";
    place.textContent = text;
  }
  if (told.message) {
    box.setAttribute("aria-invalid", "true");
    box.setAttribute("aria-describedby", id);
  } else {
    box.removeAttribute("aria-invalid");
    box.removeAttribute("aria-describedby");
  }
  if (!told.message) unlist(box);
  if (told.far && !field.includes("/")) askWhy(box, told.far);
}

// What is clear again leaves the list at the top of the page.
function unlist(box) {
  const list = document.querySelector(".govuk-error-summary");
  const link = list && [...list.querySelectorAll("li a")].find((one) => one.hash === `#${box.id}`);
  if (link) link.closest("li").remove();
  if (list && !list.querySelector("li")) list.remove();
}

function askWhy(box, far) {
  const asked = form.querySelector("template[data-far]");
  const row = box.closest("tr");
  if (!asked || !row || boxOf(`${box.name}/why`)) return;
  const text = far.times > 1 ? asked.dataset.far : asked.dataset.fell;
  const label = add(row.querySelector(".th-note"), "label", text.replace("{usual}", far.usual).replace("{times}", Math.round(far.times)));
  label.htmlFor = `${box.id}:why`;
  const why = document.createElement("input");
  why.id = `${box.id}:why`;
  why.name = `${box.name}/why`;
  known.set(why.name, "");
  row.querySelector(".th-note").append(why);
}

function typed(event) {
  const box = event.target;
  if (!box.name || NOT_OURS.includes(box.name)) return;
  if (held.has(box.name) && !document.getElementById(`hai-${box.id}`)) held.delete(box.name);
  soon(event.type === "input" ? QUIET : 0);
}

function start() {
  // A form that was refused holds what the server does not have.
  boxes().forEach((one) => known.set(one.name, "unsaved" in form.dataset ? null : one.value));
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("focusout", () => { if (pending || unsaved().length) soon(waits ? 1000 : 0); });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("online", () => { if (!isClean()) soon(0); });
  document.addEventListener("visibilitychange", () => { if (!isClean()) soon(0); });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (leaving || isClean()) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

if (form && line && window.fetch && window.AbortController) start();
