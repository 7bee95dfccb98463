// A change of the rules is checked while somebody writes it; the button does the same without this.
for (const form of document.querySelectorAll("form[data-check]")) {
  const place = form.querySelector(".checked");
  let timer = 0;
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    const fields = new FormData(form);
    fields.delete("file");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "X-Fatsoen-Part": "1" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected || mine !== asked) return;
      place.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    } catch { /* the next key tries again */ }
  };
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(check, 700);
  });
}
