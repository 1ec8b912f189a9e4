/* What scripts add and nothing depends on: dropping a file, narrowing a list of choices. */
"use strict";
document.addEventListener("dragover", (event) => {
  const zone = event.target.closest("[data-drop]");
  if (zone) { event.preventDefault(); zone.classList.add("over"); }
});
document.addEventListener("dragleave", (event) => {
  const zone = event.target.closest("[data-drop]");
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  const zone = event.target.closest("[data-drop]");
  if (!zone) return;
  event.preventDefault();
  zone.classList.remove("over");
  const input = zone.querySelector("input[type=file]");
  if (input && event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-narrow]");
  if (!box) return;
  const wanted = box.value.trim().toLowerCase();
  for (const row of document.querySelectorAll(box.dataset.narrow)) {
    const chosen = row.querySelector("input:checked");
    row.hidden = wanted !== "" && !chosen && !row.textContent.toLowerCase().includes(wanted);
  }
});
for (const box of document.querySelectorAll("[data-needs-script]")) box.hidden = false;
