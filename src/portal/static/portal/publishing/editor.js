// Turns the text box of an item into a page to write on. Without script the box takes plain text or HTML; either way the
// server cleans what comes. Nothing is loaded from anywhere.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0;
  var TOOLS = [
    ["bold", null, "加粗", "Bold"], ["formatBlock", "h3", "小标题", "Heading"], ["formatBlock", "p", "正文", "Text"],
    ["insertUnorderedList", null, "列表", "List"], ["insertOrderedList", null, "编号", "Numbered"], ["link", null, "链接", "Link"],
    ["table", null, "表格", "Table"], ["removeFormat", null, "清除格式", "Clear"], ["undo", null, "撤销", "Undo"]
  ];
  var KEPT = { P: 1, BR: 1, HR: 1, H2: 1, H3: 1, H4: 1, STRONG: 1, B: 1, EM: 1, I: 1, U: 1, SUB: 1, SUP: 1, UL: 1, OL: 1, LI: 1,
    BLOCKQUOTE: 1, A: 1, TABLE: 1, CAPTION: 1, THEAD: 1, TBODY: 1, TFOOT: 1, TR: 1, TH: 1, TD: 1 };
  var ATTRIBUTES = { A: ["href"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"] };

  function paragraphs(text) {
    var holder = document.createElement("div");
    text.split(/\r?\n/).forEach(function (line) {
      if (line.trim()) { var p = document.createElement("p"); p.textContent = line.trim(); holder.appendChild(p); }
    });
    return holder.innerHTML;
  }

  // What is pasted keeps its tables, lists and links and loses its styles.
  function tidy(html) {
    var parsed = new DOMParser().parseFromString(html, "text/html");
    (function walk(node) {
      Array.prototype.slice.call(node.childNodes).forEach(function (child) {
        if (child.nodeType === 8) { child.remove(); return; }
        if (child.nodeType !== 1) { return; }
        if (/^(SCRIPT|STYLE|META|LINK|TITLE|XML|O:P|IFRAME|OBJECT)$/.test(child.tagName)) { child.remove(); return; }
        walk(child);
        if (!KEPT[child.tagName]) {
          if (/^(DIV|SECTION|ARTICLE|H1|H5|H6)$/.test(child.tagName) && !child.querySelector("p,table,ul,ol,h2,h3,h4")) {
            var p = parsed.createElement(child.tagName === "H1" ? "h2" : "p");
            while (child.firstChild) { p.appendChild(child.firstChild); }
            child.replaceWith(p);
          } else {
            while (child.firstChild) { child.parentNode.insertBefore(child.firstChild, child); }
            child.remove();
          }
          return;
        }
        Array.prototype.slice.call(child.attributes).forEach(function (attribute) {
          if ((ATTRIBUTES[child.tagName] || []).indexOf(attribute.name) < 0) { child.removeAttribute(attribute.name); }
        });
      });
    })(parsed.body);
    return parsed.body.innerHTML;
  }

  function run(command, value, page) {
    page.focus();
    if (command === "link") {
      var address = window.prompt(english ? "Address of the page" : "链接的网址", "https://");
      if (address && /^(https?:|mailto:|tel:)/.test(address)) { document.execCommand("createLink", false, address); }
    } else if (command === "table") {
      var row = "<tr><td><br></td><td><br></td><td><br></td></tr>";
      document.execCommand("insertHTML", false, "<table><tbody>" + row + row + "</tbody></table><p><br></p>");
    } else {
      document.execCommand(command, false, value);
    }
  }

  document.querySelectorAll("textarea[data-editor]").forEach(function (box) {
    var holder = document.createElement("div"), row = document.createElement("div"), page = document.createElement("div");
    holder.className = "editor"; row.className = "tools-row"; page.className = "page prose item-body";
    row.setAttribute("role", "toolbar");
    page.contentEditable = "true"; page.setAttribute("role", "textbox"); page.setAttribute("aria-multiline", "true");
    var label = document.querySelector('label[for="' + box.id + '"]');
    if (label) { label.id = label.id || box.id + "-label"; page.setAttribute("aria-labelledby", label.id); label.addEventListener("click", function () { page.focus(); }); }
    if (box.getAttribute("aria-describedby")) { page.setAttribute("aria-describedby", box.getAttribute("aria-describedby")); }
    TOOLS.forEach(function (tool) {
      var button = document.createElement("button");
      button.type = "button"; button.textContent = english ? tool[3] : tool[2];
      button.addEventListener("click", function () { run(tool[0], tool[1], page); });
      row.appendChild(button);
    });
    page.innerHTML = /<[a-z][^>]*>/i.test(box.value) ? tidy(box.value) : paragraphs(box.value);
    try { document.execCommand("defaultParagraphSeparator", false, "p"); } catch (ignored) { /* older engines use div, which the server unwraps */ }
    page.addEventListener("paste", function (event) {
      var board = event.clipboardData; if (!board) { return; }
      event.preventDefault();
      var html = board.getData("text/html");
      document.execCommand("insertHTML", false, html ? tidy(html) : paragraphs(board.getData("text/plain")) || board.getData("text/plain"));
    });
    page.addEventListener("drop", function (event) { event.preventDefault(); });
    box.form.addEventListener("submit", function () { box.value = page.textContent.trim() ? tidy(page.innerHTML) : ""; });
    holder.append(row, page); box.before(holder); box.hidden = true;
  });
})();
