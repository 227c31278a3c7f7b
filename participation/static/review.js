// Reading texts by keyboard: arrows move, a letter presses the button of the text in focus.
(function () {
  const cards = Array.from(document.querySelectorAll(".text-card"));
  const told = document.querySelector("[data-keys]");
  const all = document.querySelector("[data-all]");
  if (told) told.hidden = false;
  cards.forEach(function (card) {
    card.tabIndex = 0;
  });
  if (location.hash) {
    const wanted = document.getElementById(location.hash.slice(1));
    if (wanted && wanted.classList.contains("text-card")) wanted.focus();
  }
  function move(card, step) {
    const next = cards[cards.indexOf(card) + step];
    if (next) next.focus();
  }
  document.addEventListener("keydown", function (event) {
    const card = event.target;
    // Only while the text itself has the focus: no letter typed into a field ever decides.
    if (!cards.includes(card) || event.ctrlKey || event.altKey || event.metaKey) return;
    const box = card.querySelector("input[type=checkbox]");
    const button = card.querySelector('[data-key="' + event.key.toLowerCase() + '"]');
    if (event.key === "ArrowDown") move(card, 1);
    else if (event.key === "ArrowUp") move(card, -1);
    else if (event.key === " " && box) box.checked = !box.checked;
    else if (button && /^[a-z]$/i.test(event.key)) button.click();
    else return;
    event.preventDefault();
  });
  if (!all) return;
  all.hidden = false;
  all.addEventListener("click", function () {
    document.querySelectorAll("input[name=text]").forEach(function (box) {
      box.checked = true;
    });
  });
})();
