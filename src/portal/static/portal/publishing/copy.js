// A button beside what is to be copied; without script people select it themselves.
(function () {
  "use strict";
  var english = document.documentElement.lang.indexOf("en") === 0;
  function button(after, copy) {
    var made = document.createElement("button");
    made.type = "button"; made.className = "secondary small"; made.textContent = english ? "Copy" : "复制";
    made.addEventListener("click", function () { copy(); made.setAttribute("data-copied", ""); window.setTimeout(function () { made.removeAttribute("data-copied"); }, 2000); });
    after.insertAdjacentElement("afterend", made);
  }
  function selected(node) {
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(node); selection.removeAllRanges(); selection.addRange(range);
    document.execCommand("copy");
    selection.removeAllRanges();
  }
  document.querySelectorAll("[data-copy]").forEach(function (box) { button(box, function () { box.select(); document.execCommand("copy"); }); });
  document.querySelectorAll("[data-copy-text]").forEach(function (span) { button(span, function () { selected(span); }); });
  document.querySelectorAll("[data-copy-rich]").forEach(function (holder) { button(holder.parentNode, function () { selected(holder); }); });
})();
