// Ways that do not carry the chosen form are not offered; without this script the server says so.
"use strict";
const ways = JSON.parse(document.getElementById("ways-of").textContent);
const offer = () => {
  const form = document.querySelector('input[name="form_wanted"]:checked');
  for (const way of document.querySelectorAll('input[name="way_wanted"]')) {
    way.disabled = Boolean(form) && !ways[form.value].includes(way.value);
    if (way.disabled) way.checked = false;
    const line = way.closest("div");
    if (line) line.hidden = way.disabled;
  }
};
for (const form of document.querySelectorAll('input[name="form_wanted"]')) form.addEventListener("change", offer);
offer();
