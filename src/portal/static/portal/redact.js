// Rectangles drawn on the pages with a mouse, a finger or a pen. Without script, words do; a drawn rectangle is a box to be
// ticked like every other.
(function () {
  "use strict";
  document.querySelectorAll(".needs-script").forEach(function (each) { each.hidden = false; });

  function place(page, event) {
    var box = page.getBoundingClientRect();
    return [Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)), Math.min(1, Math.max(0, (event.clientY - box.top) / box.height))];
  }

  function lay(area, from, to) {
    var left = Math.min(from[0], to[0]), top = Math.min(from[1], to[1]);
    area.style.left = left * 100 + "%"; area.style.top = top * 100 + "%";
    area.style.width = Math.abs(to[0] - from[0]) * 100 + "%"; area.style.height = Math.abs(to[1] - from[1]) * 100 + "%";
    return [left, top, Math.max(from[0], to[0]), Math.max(from[1], to[1])];
  }

  function listed(page, area, sides) {
    var list = page.parentNode.querySelector(".areas"), label = list.dataset.label;
    var value = [page.dataset.page].concat(sides.map(function (side) { return side.toFixed(5); }), label).join(",");
    var item = document.createElement("li"), holder = document.createElement("label");
    var box = document.createElement("input"), words = document.createElement("span");
    holder.className = "choice"; box.type = "checkbox"; box.name = "area"; box.value = value; box.checked = true; words.textContent = label;
    holder.appendChild(box); holder.appendChild(words); item.appendChild(holder); list.appendChild(item);
    area.dataset.area = value;
  }

  document.querySelectorAll(".redact-page").forEach(function (page) {
    var from = null, area = null, sides = null;
    page.classList.add("drawable");
    // A finger that moves across draws; one that moves up or down scrolls the page, which takes the rectangle back.
    page.addEventListener("pointerdown", function (event) {
      if (event.button) { return; }
      from = place(page, event); area = document.createElement("span"); area.className = "area"; page.appendChild(area);
      sides = lay(area, from, from); page.classList.add("drawing"); page.setPointerCapture(event.pointerId); event.preventDefault();
    });
    page.addEventListener("pointermove", function (event) { if (area) { sides = lay(area, from, place(page, event)); } });
    page.addEventListener("pointerup", function () {
      if (!area) { return; }
      if (sides[2] - sides[0] < 0.004 || sides[3] - sides[1] < 0.002) { area.remove(); } else { listed(page, area, sides); }
      area = null; page.classList.remove("drawing");
    });
    page.addEventListener("pointercancel", function () { if (area) { area.remove(); area = null; page.classList.remove("drawing"); } });
  });

  document.addEventListener("change", function (event) {
    if (event.target.name !== "area") { return; }
    document.querySelectorAll(".area").forEach(function (area) {
      if (area.dataset.area === event.target.value) { area.classList.toggle("off", !event.target.checked); }
    });
  });
})();
