// The decision bar: escape closes what is open, and the reason follows the clause as long as nobody wrote in it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector(".choice[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});

// What opens under the bar comes into view.
for (const choice of document.querySelectorAll(".choice")) {
  choice.addEventListener("toggle", () => { if (choice.open) choice.querySelector("form").scrollIntoView({ block: "nearest" }); });
}

for (const form of document.querySelectorAll("form[data-reasons]")) {
  const reason = form.querySelector("textarea[name=text]");
  const fit = form.querySelector(".fit");
  const boxes = [...form.querySelectorAll("input[name=clause]")];
  const ready = () => boxes.find((box) => box.checked)?.dataset.ready || "";
  let last = reason.value;
  const show = () => { fit.hidden = !ready() || ready() === reason.value; };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "clause") return;
    if (reason.value === last && ready()) { reason.value = ready(); last = reason.value; }
    show();
  });
  reason.addEventListener("input", show);
  fit.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    reason.value = last = ready();
    show();
    reason.focus();
  });
  show();
}

// What can be undone with one key is offered for ten seconds; after that it is found at the message itself.
for (const undo of document.querySelectorAll(".done form")) {
  setTimeout(() => { const done = undo.closest(".done"); if (!done.contains(document.activeElement)) done.hidden = true; }, 10_000);
}
