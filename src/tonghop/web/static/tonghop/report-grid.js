// Moves and pastes in the table of figures as in a sheet of Excel. No words stand here: they are on the page.
//
// Enter goes down, Shift+Enter up, Tab to the right (as everywhere); arrows move where a whole cell is selected. A block
// is pasted from the cell with the focus on, after a preview of what goes where; nothing is written outside the table.
const table = document.querySelector("table[data-grid]");
const preview = document.querySelector("dialog[data-paste]");
const BLOCK_LINE = /\r\n|\r|\n/g;

const rows = () => [...table.tBodies[0].querySelectorAll("tr[data-row]")];
const controlOf = (cell) => cell.querySelector("input, select");
const cellsOf = (row) => [...row.cells].filter((cell) => cell.matches("td:not(.th-number)")).map(controlOf);
const heads = () => [...table.tHead.rows[0].cells].slice(1).filter((cell) => !cell.matches(".th-number")).map((cell) => cell.textContent.trim());
const grid = () => rows().map(cellsOf);

function placeOf(control, cells) {
  const row = cells.findIndex((line) => line.includes(control));
  return row < 0 ? null : { row, column: cells[row].indexOf(control) };
}

function go(control) {
  control.focus();
  if (control.select) control.select();
  control.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(cells, from, down, right) {
  let { row, column } = from;
  for (;;) {
    row += down;
    column += right;
    if (row < 0 || row >= cells.length || column < 0 || column >= cells[0].length) return;
    if (cells[row][column]) {
      go(cells[row][column]);
      return;
    }
  }
}

// Telex and VNI compose letters of several keys: a key belongs to the writing before it moves anything.
function onKey(event) {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
  const box = event.target;
  if (!box.matches("input")) return;
  const cells = grid();
  const from = placeOf(box, cells);
  if (event.key === "Enter") {
    event.preventDefault();
    if (from) step(cells, from, event.shiftKey ? -1 : 1, 0);
    return;
  }
  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const whole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  if (!from || !arrows[event.key] || event.shiftKey || !whole) return;
  event.preventDefault();
  step(cells, from, ...arrows[event.key]);
}

// ---- pasting

function tableOf(html) {
  const found = html && new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!found) return null;
  const lines = [];
  const below = new Map();
  [...found.rows].forEach((row, number) => {
    const line = [];
    const skip = () => { while (below.has(`${number}.${line.length}`)) line.push(""); };
    [...row.cells].forEach((cell) => {
      skip();
      const column = line.length;
      line.push(textOf(cell));
      for (let more = 1; more < Math.min(cell.colSpan, 100); more += 1) line.push("");
      for (let down = 1; down < Math.min(cell.rowSpan, 100); down += 1) {
        for (let right = column; right < line.length; right += 1) below.set(`${number + down}.${right}`, true);
      }
    });
    skip();
    lines.push(line);
  });
  return lines;
}

// A sheet's cell is broken by <br> alone; the line ends of its source are blanks.
function textOf(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("style, script").forEach((one) => one.remove());
  const walk = copy.ownerDocument.createTreeWalker(copy, 4);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replace(/\s+/g, " ");
  copy.querySelectorAll("br").forEach((one) => one.replaceWith("\n"));
  return copy.textContent.split("\n").map((line) => line.trim()).join("\n").trim();
}

// Cells parted by tabs; a cell in quotes may hold tabs, line ends and doubled quotes. The last line end is no row.
function linesOf(text) {
  const lines = [[]];
  let at = 0;
  const whole = text.replace(/(?:\r\n|\r|\n)$/, "");
  for (;;) {
    let cell = "";
    const quoted = /"((?:[^"]|"")*)"(?=\t|\r|\n|$)/y;
    quoted.lastIndex = at;
    const found = whole[at] === '"' ? quoted.exec(whole) : null;
    if (found) {
      cell = found[1].replace(/""/g, '"');
      at = quoted.lastIndex;
    } else {
      const end = whole.slice(at).search(/[\t\r\n]/);
      cell = end < 0 ? whole.slice(at) : whole.slice(at, at + end);
      at += cell.length;
    }
    lines[lines.length - 1].push(cell.trim().replace(BLOCK_LINE, "\n"));
    if (at >= whole.length) return lines;
    if (whole[at] === "\t") at += 1;
    else {
      at += whole.startsWith("\r\n", at) ? 2 : 1;
      lines.push([]);
    }
  }
}

// A box of one line drops line ends: "12" over "13" would become 1213. They stay apart, and are asked about.
const fitting = (text) => text.split("\n").filter(Boolean).join("; ");

function choiceOf(select, text) {
  const plain = text.trim().toLowerCase().normalize("NFC");
  return [...select.options].find((option) => option.textContent.trim().toLowerCase() === plain || option.value === plain);
}

function planned(block, from, cells) {
  const plan = { writes: [], outside: [] };
  block.forEach((line, down) => line.forEach((text, right) => {
    const row = cells[from.row + down];
    const control = row && row[from.column + right];
    const given = fitting(text);
    if (!control) {
      if (given) plan.outside.push(given);
      return;
    }
    const choice = control.tagName === "SELECT" ? choiceOf(control, given) : null;
    if (control.tagName === "SELECT" && !choice) {
      plan.outside.push(`${given} (${preview.dataset.none})`);
      return;
    }
    const value = choice ? choice.value : given;
    if (value !== control.value) plan.writes.push({ control, value, column: from.column + right, shown: choice ? choice.textContent : value });
  }));
  return plan;
}

function show(plan) {
  const body = preview.querySelector("tbody");
  const names = heads();
  body.replaceChildren();
  plan.writes.forEach((one) => {
    const row = body.insertRow();
    const label = one.control.closest("tr").querySelector("th label").textContent.trim();
    const now = one.control.tagName === "SELECT" ? one.control.selectedOptions[0].textContent : one.control.value;
    [`${label} · ${names[one.column]}`, now || "–", one.shown || "–"].forEach((text) => { row.insertCell().textContent = text; });
  });
  const count = plan.writes.length;
  preview.querySelector("[data-paste-count]").textContent = count ? preview.dataset.cells.replace("{count}", count) : preview.dataset.nothing;
  const outside = plan.outside.length ? `${preview.dataset.outside.replace("{count}", plan.outside.length)} ${plan.outside.join(" | ")}` : "";
  preview.querySelector("[data-paste-outside]").textContent = outside;
  preview.querySelector("[data-paste-do]").hidden = !count;
  preview.planned = plan;
  preview.showModal();
}

function onPaste(event) {
  const box = event.target;
  if (!box.matches("input, select") || !event.clipboardData) return;
  const cells = grid();
  const from = placeOf(box, cells);
  if (!from) return;
  const text = event.clipboardData.getData("text/plain");
  const block = tableOf(event.clipboardData.getData("text/html")) || linesOf(text);
  if (block.length === 1 && block[0].length === 1) {
    const given = fitting(block[0][0]);
    if (box.tagName === "SELECT" || given === text) return;
    event.preventDefault();
    box.setRangeText(given, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  event.preventDefault();
  show(planned(block, from, cells));
}

function commit() {
  const { writes } = preview.planned;
  preview.close();
  writes.forEach(({ control, value }) => {
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
  if (writes.length) go(writes[0].control);
}

if (table) {
  table.addEventListener("keydown", onKey);
  if (preview && preview.showModal) {
    table.addEventListener("paste", onPaste);
    preview.querySelector("[data-paste-do]").addEventListener("click", commit);
    preview.querySelector("[data-paste-stop]").addEventListener("click", () => preview.close());
  }
}
