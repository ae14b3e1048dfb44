// Takes what is pasted from Word into a narrative as plain text: paragraphs become lines, items of lists keep a dash or
// their number, cells of a table stand in one line. No words stand here.
const NOT_READ = "STYLE, SCRIPT, HEAD, META, LINK, TITLE, XML";
const BLOCKS = /^(P|DIV|LI|UL|OL|TR|TABLE|H[1-6]|BLOCKQUOTE|SECTION|ARTICLE|HEADER|FOOTER|PRE)$/;
const NUMBER = /^\(?[0-9a-zđ]{1,4}[.)]$/i;

function plain(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const lines = [""];
  const put = (text) => { lines[lines.length - 1] += text; };
  const newLine = () => { if (lines[lines.length - 1].trim()) lines.push(""); };
  const read = (node) => {
    if (node.nodeType === 3) put(node.data.replace(/\s+/g, " "));
    if (node.nodeType !== 1 || node.matches(NOT_READ)) return;
    // Word writes an item's sign into the text and says so; the sign of a symbol font is another letter elsewhere.
    if (/mso-list:\s*ignore/i.test(node.getAttribute("style") || "")) {
      const sign = node.textContent.trim();
      put(NUMBER.test(sign) ? `${sign} ` : "- ");
      return;
    }
    if (node.tagName === "BR") {
      lines.push("");
      return;
    }
    const block = BLOCKS.test(node.tagName);
    if (block) newLine();
    if (node.tagName === "LI") put(signOf(node));
    if (/^T[DH]$/.test(node.tagName) && node.previousElementSibling) put(" | ");
    const inCell = node.closest("td, th");
    node.childNodes.forEach((child) => {
      if (inCell && child.nodeType === 1 && BLOCKS.test(child.tagName)) {
        put(` ${child.textContent.replace(/\s+/g, " ").trim()}`);
      } else read(child);
    });
    if (block) newLine();
  };
  read(page.body);
  return lines.map((line) => line.replace(/[ \u00a0]+/g, " ").trim()).join("\n").trim();
}

function signOf(item) {
  if (item.parentElement.tagName !== "OL") return "- ";
  const before = [...item.parentElement.children].filter((one) => one.tagName === "LI").indexOf(item);
  return `${(item.parentElement.start || 1) + before}. `;
}

function onPaste(event) {
  const html = event.clipboardData && event.clipboardData.getData("text/html");
  const text = html ? plain(html) : "";
  if (!text) return;
  event.preventDefault();
  const box = event.target;
  // As if it were typed, so that it can be taken back by Ctrl+Z.
  if (document.execCommand && document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

document.querySelectorAll("textarea[data-prose]").forEach((box) => box.addEventListener("paste", onPaste));
