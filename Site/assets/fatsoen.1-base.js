"use strict";
// Everything works without this file; with it, keys work, colleagues' news arrives, and drafts stay.

const body = document.body;
const isTyping = () => ["INPUT", "TEXTAREA", "SELECT"].includes(document.activeElement?.tagName) || document.activeElement?.isContentEditable;

// What went wrong takes the focus.
document.querySelector(".problem[tabindex]")?.focus();

// A closed menu that was left does not stay open.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// Keys: j and k go through the list, numbers choose, u takes back, / searches, ? explains.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") {
    document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    return;
  }
  if (isTyping()) return;
  if (event.key === "j" || event.key === "k") {
    const items = [...document.querySelectorAll(".queue-item")].filter((item) => !item.closest("details:not([open])"));
    if (!items.length) return;
    const here = items.findIndex((item) => item === document.activeElement);
    const open = items.findIndex((item) => item.hasAttribute("aria-current"));
    const from = here >= 0 ? here : open;
    const next = event.key === "j" ? Math.min(items.length - 1, from + 1) : Math.max(0, from - 1);
    items[next].focus();
    event.preventDefault();
  } else if (event.key === "/") {
    const search = document.querySelector("main input[type=search]") || document.querySelector("input[type=search]");
    if (search) { search.focus(); event.preventDefault(); }
  } else if (event.key === "?") {
    location.href = "/help";
  } else {
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (target.tagName === "SUMMARY") {
      const details = target.parentElement;
      const first = details.open && details.querySelector("input:checked, textarea, input:not([type=hidden]), button");
      (first || target).focus();
    }
  }
});

// One press is one step, however long the answer takes.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});

// Drafts stay in this tab until they are sent.
for (const field of document.querySelectorAll("[data-draft]")) {
  const key = "draft " + field.dataset.draft;
  const kept = sessionStorage.getItem(key);
  if (kept !== null && kept !== "") field.value = kept;
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form?.addEventListener("submit", () => sessionStorage.removeItem(key));
}

// News of colleagues. What is being read stays where it is: lines of a list change in place, what is done stays until the
// list is asked for anew, and what is new waits behind a button.
const live = document.querySelector("[data-live]");
const standing = document.querySelector("[data-news]");
if ((live || standing) && "EventSource" in window) {
  const part = async (address) => {
    const answer = await fetch(address, { headers: { "X-Fatsoen-Part": "1" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").body;
  };
  const lines = (root) => [...root.querySelectorAll(".queue-item")];
  const replaceAll = (fresh) => {
    const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    live.replaceChildren(...fresh.childNodes);
    if (focused) live.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  };
  const refreshList = async () => {
    const fresh = await part(live.dataset.live + (live.dataset.open ? "?open=" + live.dataset.open : ""));
    if (!fresh) return;
    const before = lines(live);
    if (!before.length || document.hidden) { replaceAll(fresh); return; }
    const now = new Map(lines(fresh).map((line) => [line.getAttribute("href"), line]));
    const button = live.querySelector(".fresh");
    for (const line of before) {
      const next = now.get(line.getAttribute("href"));
      now.delete(line.getAttribute("href"));
      line.parentElement.classList.toggle("gone", !next);
      if (next) line.replaceChildren(...next.childNodes);
      else line.querySelector(".queue-facts").textContent = button.dataset.gone;
    }
    live.querySelector(".queue-head p").textContent = fresh.querySelector(".queue-head p").textContent;
    button.hidden = now.size === 0;
    button.textContent = now.size === 1 ? button.dataset.one : button.dataset.many.replace("{n}", now.size);
  };
  live?.addEventListener("click", async (event) => {
    if (!event.target.classList.contains("fresh")) return;
    const fresh = await part(live.dataset.live + (live.dataset.open ? "?open=" + live.dataset.open : ""));
    if (fresh) { replaceAll(fresh); live.querySelector(".queue-item")?.focus(); }
  });
  const refreshStanding = async () => {
    const fresh = await part(standing.dataset.news);
    if (fresh && fresh.textContent !== standing.textContent) standing.replaceChildren(...fresh.childNodes);
  };
  let busy = false;
  let again = false;
  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      if (live) await refreshList();
      if (standing) await refreshStanding();
    } catch { /* the next news tries again */ } finally { busy = false; }
    if (again) { again = false; refresh(); }
  };
  const news = new EventSource("/nieuws");
  // What was missed while the line was broken.
  let opened = false;
  news.addEventListener("open", () => { if (opened) refresh(); opened = true; });
  news.addEventListener("news", refresh);
  // The session is over: nothing more will come.
  news.addEventListener("end", () => news.close());
  addEventListener("pagehide", () => news.close());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
}
