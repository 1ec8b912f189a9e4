/* Replays the timeline: on hover, with the button or the keys of the slider; stands still where motion is not wanted. */
"use strict";
(() => {
  const root = document.getElementById("timeline");
  if (!root) return;
  const states = JSON.parse(document.getElementById("states").textContent);
  const slider = document.getElementById("week");
  const playhead = document.getElementById("playhead");
  const there = document.getElementById("there");
  const picture = root.querySelector("svg.drawn");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const weeks = Number(root.dataset.weeks);
  const left = Number(root.dataset.left);
  const width = Number(root.dataset.right) - left;
  let frame = 0;

  const show = (week) => {
    const state = states[week];
    for (const place of root.querySelectorAll("[data-say]")) {
      const said = state[place.dataset.say];
      place.textContent = said === null || said === "" ? "–" : said;
    }
    for (const place of root.querySelectorAll("[data-figure]")) place.textContent = state.figures[place.dataset.figure];
    root.querySelector(".running").classList.toggle("promised", state.ahead);
    for (const bar of picture.querySelectorAll("[data-over]")) {
      const over = bar.dataset.over <= state.on;
      bar.classList.toggle("done", over);
      bar.classList.toggle("running", !over && bar.dataset.from <= state.on);
      bar.classList.toggle("ahead", !over && bar.dataset.from > state.on);
    }
    for (const gate of picture.querySelectorAll("[data-day]")) {
      const over = gate.dataset.day <= state.on;
      gate.classList.toggle("passed", over && gate.dataset.done === "yes");
      gate.classList.toggle("due", over && gate.dataset.done !== "yes");
      gate.classList.toggle("ahead", !over);
    }
    for (const then of document.querySelectorAll("[data-baseline]")) then.toggleAttribute("hidden", then.dataset.baseline !== state.baseline);
    slider.value = week;
    slider.setAttribute("aria-valuetext", state.spoken);
    playhead.setAttribute("transform", `translate(${left + width * week / Math.max(1, weeks)} 0)`);
    there.hidden = state.url === "";
    if (state.url !== "") there.href = state.url;
  };

  const stop = () => { if (frame) { cancelAnimationFrame(frame); frame = 0; } root.classList.remove("playing"); };
  const replay = () => {
    stop();
    if (still.matches) { show(0); slider.focus(); return; }
    const told = document.getElementById("told");
    told.setAttribute("aria-live", "off"); // a week every tenth of a second is nothing to be read out
    root.classList.add("playing");
    let began = null;
    const step = (now) => {
      began ??= now;
      const week = Math.min(weeks, Math.floor((now - began) / 110));
      show(week);
      if (week < weeks) { frame = requestAnimationFrame(step); return; }
      told.setAttribute("aria-live", "polite");
      stop();
    };
    frame = requestAnimationFrame(step);
  };

  slider.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); replay(); }
  });
  let shown = false;
  picture.addEventListener("pointerenter", (event) => {
    if (shown || event.pointerType === "touch" || still.matches) return;
    shown = true; // the first hover replays; after it the pointer chooses the week
    replay();
  });
  picture.addEventListener("pointerleave", stop);
  slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
  document.getElementById("replay").addEventListener("click", replay);
  picture.addEventListener("pointermove", (event) => {
    if (frame || event.pointerType === "touch") return;
    const box = picture.getBoundingClientRect();
    const seen = picture.viewBox.baseVal;
    const at = seen.x + (event.clientX - box.left) / box.width * seen.width;
    if (at < left) return;
    show(Math.min(weeks, Math.max(0, Math.round((at - left) / width * weeks))));
  });
  show(Number(slider.value));
  const view = picture.parentElement; // where the picture is wider than the screen, the week stands in its middle
  const seen = picture.viewBox.baseVal;
  const here = picture.clientWidth * (left + width * slider.value / Math.max(1, weeks) - seen.x) / seen.width;
  view.scrollLeft = here - (view.clientWidth - (view.scrollWidth - picture.clientWidth)) / 2; // beside the names
})();
