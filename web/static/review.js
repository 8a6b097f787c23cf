/* Keys for reviewers: j and k go down and up the queue, or on to the next flag and back to the queue; m and r choose
   "true match" and "false positive" and lead to the reason; u undoes. A button ticks all flags of the same pair. Nothing
   needs them. Keys rest while somebody types, and can be switched off (WCAG 2.1.4). */
"use strict";
(function () {
  const STORE = "review-keys";
  const words = document.currentScript.dataset;  // in the language of the page
  let on = true;
  try { on = localStorage.getItem(STORE) !== "off"; } catch (error) { /* storage is refused: keys are on */ }

  const button = document.createElement("button");
  button.type = "button";
  button.className = "key-switch";
  const say = function () {
    button.textContent = on ? words.on : words.off;
    document.documentElement.classList.toggle("with-keys", on);
  };
  button.addEventListener("click", function () {
    on = !on;
    try { localStorage.setItem(STORE, on ? "on" : "off"); } catch (error) { /* for this page alone, then */ }
    say();
  });
  say();
  const main = document.getElementById("content");
  if (main) { main.appendChild(button); }

  document.querySelectorAll("[data-all]").forEach(function (group) {
    const boxes = Array.from(group.querySelectorAll("input[type=checkbox]"));
    if (boxes.length < 2) { return; }
    const all = document.createElement("button");
    all.type = "button";
    all.className = "usa-button usa-button--unstyled";
    all.textContent = group.dataset.all;
    all.addEventListener("click", function () { boxes.forEach(function (box) { box.checked = true; }); });
    group.insertBefore(all, boxes[0].parentNode);
  });

  const step = function (by) {
    const links = Array.from(document.querySelectorAll("[data-keys=queue] .queue-link"));
    if (!links.length) { return false; }
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
    next.focus();
    return true;
  };

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (!on || typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat) { return; }
    const key = event.key.toLowerCase();
    if (!"jkmru".includes(key) || key.length !== 1) { return; }
    if ((key === "j" && step(1)) || (key === "k" && step(-1))) { event.preventDefault(); return; }
    const target = document.querySelector("[data-key=" + key + "]");
    if (!target) { return; }
    event.preventDefault();
    if (target.type === "radio") {
      target.checked = true;
      const reason = document.querySelector("[data-reason]");
      if (reason) { reason.focus(); }
    } else {
      target.click();
    }
  });
}());
