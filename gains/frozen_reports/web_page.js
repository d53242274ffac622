"use strict";
for (const place of document.querySelectorAll("[data-chart]")) {
  const specification = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  // ast: the policy of this page forbids code from text
  window.vegaEmbed(place, specification, { actions: false, renderer: "svg", ast: true });
}

// Sorts by what a figure is worth: −€9.5k before $1.2M.
function worth(text) {
  const found = text.replace(/−/g, "-").replace(/,/g, "").match(/^([-+]?)\D*?([\d.]+)\s*([kM]?)/);
  if (!found) return null;
  const size = { k: 1e3, M: 1e6 }[found[3]] || 1;
  return (found[1] === "-" ? -1 : 1) * Number(found[2]) * size;
}

for (const [column, head] of document.querySelectorAll("th").entries()) {
  head.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") !== "descending";
    for (const other of document.querySelectorAll("th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = document.querySelector("tbody");
    const isFigure = head.classList.contains("figure");
    const rows = [...body.rows].map((row) => {
      const text = row.cells[column].textContent;
      return { row, key: isFigure ? worth(text) : text };
    });
    rows.sort((one, two) => {
      if (one.key === null || two.key === null) return (one.key === null) - (two.key === null);
      const order = isFigure ? one.key - two.key : one.key.localeCompare(two.key);
      return down ? -order : order;
    });
    body.append(...rows.map(({ row }) => row));
  });
}
