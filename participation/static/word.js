// "Copy for Word": sentence, picture as PNG or table, and source, as formatted and as plain text.
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
  function cells(row) {
    return Array.from(row.cells);
  }
  function rows(table) {
    return Array.from(table.rows);
  }
  function drawn(table) {
    const lines = rows(table).map(function (row, at) {
      const told = cells(row).map(function (cell, column) {
        const tag = at === 0 ? "th" : "td"; // Word repeats rows of heads
        return "<" + tag + ' align="' + (column ? "right" : "left") + '">' + escaped(cell.textContent.trim()) + "</" + tag + ">";
      });
      return "<tr>" + told.join("") + "</tr>";
    });
    const head = "<thead>" + lines[0] + "</thead><tbody>" + lines.slice(1).join("") + "</tbody>";
    return '<table border="1" cellspacing="0" cellpadding="4" dir="' + box.dir + '" lang="' + box.lang + '">' + head + "</table>";
  }
  function formatted(parts) {
    const source = png();
    const open = '<p dir="' + box.dir + '" lang="' + box.lang + '">';
    const image = source
      ? open + '<img src="' + source + '" width="' + picture.naturalWidth + '" height="' + picture.naturalHeight + '" alt="' + escaped(picture.alt) + '"></p>'
      : "";
    return parts
      .map(function (part, at) {
        if (part.tagName === "TABLE") return drawn(part);
        const words = escaped(part.textContent.trim());
        if (at === parts.length - 1) return open + "<small>" + words + "</small></p>";
        return open + words + "</p>" + (at === 0 ? image : "");
      })
      .join("");
  }
  function plain(part) {
    if (part.tagName !== "TABLE") return part.textContent.trim();
    return rows(part)
      .map(function (row) {
        return cells(row)
          .map(function (cell) {
            return cell.textContent.trim();
          })
          .join("\t");
      })
      .join("\n");
  }
  button.addEventListener("click", function () {
    const parts = Array.from(box.querySelectorAll("[data-part]"));
    const item = new ClipboardItem({
      "text/html": new Blob([formatted(parts)], { type: "text/html" }),
      "text/plain": new Blob([parts.map(plain).join("\n")], { type: "text/plain" }),
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
