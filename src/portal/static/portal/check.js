// One press answers every question of the check with "no"; without this script each is answered by hand.
"use strict";
const button = document.querySelector("[data-all-no]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const each of document.querySelectorAll('input[type="radio"][value="no"]')) each.checked = true;
  });
}
