// Buttons that only help where a script runs: copy a field, print the page or one part of it.
document.querySelectorAll("[data-copy]").forEach(function (button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(function () {
      button.textContent = button.dataset.done;
    });
  });
});
document.querySelectorAll("[data-print]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    var part = document.getElementById(button.dataset.print);
    if (part) part.classList.add("printed");
    document.body.classList.toggle("one", Boolean(part));
    window.print();
    if (part) part.classList.remove("printed");
  });
});
