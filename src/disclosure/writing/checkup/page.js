// Only makes quicker what works without: the page can be read, switched and followed when this never runs.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const english = document.getElementById("lang-en");

  // Hints are attributes, which style cannot switch.
  const speak = () => {
    document.documentElement.lang = english.checked ? "en" : "zh-CN";
    all("[data-en][title]").forEach((element) => {
      element.dataset.zh ??= element.title;
      element.title = english.checked ? element.dataset.en : element.dataset.zh;
    });
    count();
  };
  all(".switch").forEach((radio) => radio.addEventListener("change", speak));

  // A finding and its places light up together.
  let lit = [];
  const light = (event) => {
    const source = event.target.closest?.("[data-f]");
    lit.forEach((element) => element.classList.remove("lit"));
    lit = [];
    const card = source?.closest(".card");
    if (!card) return;
    const wanted = new Set(source.dataset.f.split(" "));
    lit = all("[data-f]:not(.ref)", card).filter((element) => element.dataset.f.split(" ").some((n) => wanted.has(n)));
    lit.forEach((element) => element.classList.add("lit"));
  };
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);

  // A click anywhere on a finding goes to its first place; selecting text does not.
  document.addEventListener("click", (event) => {
    const finding = event.target.closest?.(".finding");
    if (!finding || event.target.closest("a") || String(getSelection())) return;
    finding.querySelector(".places a")?.click();
  });

  // What is jumped to is opened and gets the focus, so that the keyboard goes on from there.
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (!target.matches("summary, details, a")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center", inline: "center" });
  };
  addEventListener("hashchange", arrive);
  if (location.hash) arrive();

  // Paper has no triangles to click on.
  let closed = [];
  addEventListener("beforeprint", () => { closed = all("details:not([open])"); closed.forEach((box) => { box.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((box) => { box.open = false; }); });

  // Many reports: filter, open all, close all.
  const tools = document.querySelector(".tools");
  const cards = all(".card");
  function count() {
    const told = tools?.querySelector(".shown");
    if (!told) return;
    const n = cards.filter((card) => !card.hidden).length;
    const words = english.checked ? told.dataset.en : told.dataset.zh;
    told.textContent = n === cards.length ? "" : words.replace("{n}", n).replace("{all}", cards.length);
  }
  if (tools) {
    const heads = new Map(cards.map((card) => [card, card.querySelector("summary .who").textContent.toLowerCase()]));
    const filter = () => {
      const severities = all("input[name=severity]:checked", tools).map((box) => box.value);
      const words = tools.querySelector("input[name=words]").value.trim().toLowerCase();
      cards.forEach((card) => {
        const has = card.dataset.severities.split(" ");
        card.hidden = (severities.length > 0 && !severities.some((one) => has.includes(one))) || !heads.get(card).includes(words);
      });
      count();
    };
    tools.hidden = false;
    tools.addEventListener("input", filter);
    tools.addEventListener("submit", (event) => event.preventDefault());
    all("button", tools).forEach((button) => button.addEventListener("click", () => {
      cards.filter((card) => !card.hidden).forEach((card) => { card.open = button.dataset.act === "open"; });
    }));
  }
  speak();
})();
