// What makes the office's screens quicker to use where scripts run; every screen works without.
// No words stand here: they are on the page. ES2019, a module, without dependencies but the frontend's parts.
//
//   data-of="viec-3"            one thing said on both sides (several ids with spaces): pointing at one lights all
//   data-steps, data-step       a list and its items: Alt+J and Alt+K go to the next and the previous item
//   data-shortcut="x"           a button or link that Alt+X presses, first of all inside the item that has the focus
//   data-shortcut-help          the <details> that lists the keys: Alt+? opens it
//   data-submit-on-change       a filter form that is sent as soon as a choice is made
//   data-paths                  a form that sends a folder: says the folders of its files in "paths"
import { Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll, isSupported } from "./govuk-frontend.min.js";

const LIT = "th-lit";
const WRITES = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]";

function startFrontend() {
  if (!("noModule" in HTMLScriptElement.prototype)) return;
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  if (!isSupported()) return;
  createAll(Button, { preventDoubleClick: true });
  [Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink].forEach((part) => createAll(part));
}

const idsOf = (element) => (element.dataset.of || "").split(/\s+/).filter(Boolean);

function sameThing(element) {
  const ids = new Set(idsOf(element));
  return [...document.querySelectorAll("[data-of]")].filter((other) => idsOf(other).some((id) => ids.has(id)));
}

let pointedAt = null;
let lit = [];

function light(event) {
  const pointed = event.target instanceof Element ? event.target.closest("[data-of]") : null;
  if (pointed === pointedAt) return;
  lit.forEach((element) => element.classList.remove(LIT));
  pointedAt = pointed;
  lit = pointed ? sameThing(pointed) : [];
  lit.forEach((element) => element.classList.add(LIT));
  if (event.type !== "focusin") return;
  const other = lit.find((element) => !element.contains(pointed) && !pointed.contains(element));
  if (other) other.scrollIntoView({ block: "nearest" });
}

// Telex and VNI write Vietnamese with ordinary letters: a key belongs to the writing before it is a command.
function isWriting(event) {
  return event.isComposing || event.keyCode === 229 || (event.target instanceof Element && event.target.closest(WRITES) !== null);
}

function step(by) {
  const steps = [...document.querySelectorAll("[data-steps] [data-step]")];
  if (!steps.length) return false;
  const here = steps.findIndex((item) => item.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : steps.length - 1) : Math.min(Math.max(here + by, 0), steps.length - 1);
  steps[next].setAttribute("tabindex", "-1");
  steps[next].focus();
  steps[next].scrollIntoView({ block: "nearest" });
  return true;
}

function showKeys() {
  const help = document.querySelector("[data-shortcut-help]");
  if (!help) return false;
  help.open = true;
  help.querySelector("summary").focus();
  return true;
}

function press(letter) {
  const selector = `[data-shortcut="${letter}"]`;
  const item = document.activeElement && document.activeElement.closest("[data-step]");
  const found = (item && item.querySelector(selector)) || [...document.querySelectorAll(selector)].find((one) => !one.closest("[data-step]"));
  if (!found) return false;
  found.click();
  return true;
}

function onKey(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || isWriting(event)) return;
  // By its place on the keyboard: with Alt, some systems write another sign.
  const letter = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
  const done = event.code === "Slash" ? showKeys() : letter === "j" ? step(1) : letter === "k" ? step(-1) : letter ? press(letter) : false;
  if (done) event.preventDefault();
}

// A menu that was opened closes again by Escape, or when something else is pressed.
function closeMenus(event) {
  if (event.type === "keydown" && event.key !== "Escape") return;
  document.querySelectorAll("details.th-menu[open]").forEach((menu) => {
    const inside = event.target instanceof Node && menu.contains(event.target);
    if (event.type === "click" && inside) return;
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  });
}

function sendOnChange(event) {
  const form = event.target instanceof Element && event.target.closest("form[data-submit-on-change]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit ? form.requestSubmit() : form.submit();
}

// A folder's files lose the folders of their names on the way; the form says them beside, in the same order.
function sayPaths(event) {
  const form = event.target instanceof HTMLFormElement && event.target.matches("form[data-paths]") ? event.target : null;
  if (!form) return;
  const files = [...form.querySelectorAll("input[type=file][webkitdirectory]")].flatMap((input) => [...input.files]);
  const held = form.querySelector("input[name=paths]");
  if (held) held.value = JSON.stringify(files.map((file) => file.webkitRelativePath || file.name));
}

startFrontend();
document.addEventListener("submit", sayPaths, true);
document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
document.addEventListener("keydown", onKey);
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
document.addEventListener("change", sendOnChange);
// What htmx brings in is a part of the page as well; the page itself, of which it also tells, has been started.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) createAll(Button, { preventDoubleClick: true }, event.detail.elt);
});
