// "Copy for Word": sentence, picture as PNG and source, as formatted and as plain text.
(function () {
  const button = document.querySelector("[data-word]");
  const box = document.getElementById("figure");
  const told = document.querySelector("[data-told]");
  if (!button || !navigator.clipboard || !window.ClipboardItem) return;
  const picture = box.querySelector("[data-picture]");
  button.hidden = false;
  function png() {
    if (!picture) return "";
    const scale = 2; // sharp on paper
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth * scale;
    canvas.height = picture.naturalHeight * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  }
  function escaped(text) {
    const holder = document.createElement("i");
    holder.textContent = text;
    return holder.innerHTML.replace(/"/g, "&quot;");
  }
  function formatted(parts) {
    const source = png();
    const open = '<p dir="' + box.dir + '" lang="' + box.lang + '">';
    const drawn = source
      ? open + '<img src="' + source + '" width="' + picture.naturalWidth + '" height="' + picture.naturalHeight + '" alt="' + escaped(picture.alt) + '"></p>'
      : "";
    return open + escaped(parts[0]) + "</p>" + drawn + open + "<small>" + escaped(parts[1]) + "</small></p>";
  }
  button.addEventListener("click", function () {
    const parts = Array.from(box.querySelectorAll("[data-part]")).map(function (part) {
      return part.textContent.trim();
    });
    const item = new ClipboardItem({
      "text/html": new Blob([formatted(parts)], { type: "text/html" }),
      "text/plain": new Blob([parts.join("\n")], { type: "text/plain" }),
    });
    navigator.clipboard.write([item]).then(
      function () {
        told.textContent = button.dataset.done;
      },
      function () {
        told.textContent = button.dataset.failed;
      }
    );
  });
})();
