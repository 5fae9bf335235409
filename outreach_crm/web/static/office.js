// Keys and small comforts of the office. Every page works without it, and nothing of it is in a page (CSP).
"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const one = (what) => document.querySelector(what);
  const shown = (it) => it.checkVisibility ? it.checkVisibility() : it.offsetParent !== null;
  const typing = (it) => it.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]");

  // What was just done is told, and stays in its place: Undo can be reached for as long as the page is there.
  function tell(toast) {
    const away = toast.querySelector(".away");
    if (away) {
      away.hidden = false;
      away.addEventListener("click", () => toast.remove());
    }
    const said = toast.querySelector("p");
    setTimeout(() => { said.textContent = said.textContent; }, 100);  // readers tell what changes in a status
    toast.classList.add("new");
    setTimeout(() => toast.classList.remove("new"), 12000);
  }

  // That a part of the page could not be had is said, once.
  function trouble() {
    if (one(".trouble")) return;
    const said = document.createElement("p");
    said.className = "wrong trouble";
    said.setAttribute("role", "alert");
    said.textContent = document.body.dataset.trouble;
    one("main").prepend(said);
  }

  // Nobody leaves a form with what they wrote unless they say so; nothing is sent twice by a double click.
  const written = new Set();
  const asks = (form) => form && form.method === "post" && !form.classList.contains("button");
  addEventListener("input", (event) => { if (asks(event.target.form)) written.add(event.target.form); });
  addEventListener("beforeunload", (event) => {
    if ([...written].some((form) => form.isConnected)) event.preventDefault();
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.classList.contains("sent")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.classList.add("sent");
    written.delete(form);
    setTimeout(() => form.classList.remove("sent"), 5000);  // what answers with a file leaves the page as it is
  }, true);
  addEventListener("pageshow", () => all("form.sent").forEach((form) => form.classList.remove("sent")));

  // Rows.
  const rows = () => all("table.list tbody tr, [data-row]").filter(shown);
  const row = () => one(".here-row");
  function move(by) {
    const there = rows();
    if (!there.length) return;
    const next = there[Math.min(Math.max(there.indexOf(row()) + by, 0), there.length - 1)];
    if (row()) row().classList.remove("here-row");
    next.classList.add("here-row");
    const link = next.querySelector("a") || next.querySelector("button, input");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  // The keys of the page itself stand at its links and buttons: data-key="n".
  const keyed = () => all("[data-key]").filter(shown);
  function help() {
    const box = one("#keys");
    if (!box || box.open) return;
    const list = box.querySelector("dl");
    all(".own", list).forEach((it) => it.remove());
    for (const it of keyed()) {
      const [key, what] = [document.createElement("dt"), document.createElement("dd")];
      key.append(Object.assign(document.createElement("kbd"), { textContent: it.dataset.key }));
      what.textContent = it.getAttribute("aria-label") || it.textContent.trim();
      [key, what].forEach((part) => { part.className = "own"; list.append(part); });
    }
    box.showModal();
  }

  function escape(at) {
    const open = all(".bar details[open]");
    if (open.length) {
      open.forEach((it) => { it.open = false; });
      open[0].querySelector("summary").focus();
    } else if (typing(at)) {
      at.blur();
    } else if (one("a.back")) {
      one("a.back").click();
    }
  }

  function find() {
    const box = one("#find");
    if (box) { box.focus(); box.select(); }
  }

  function press(event) {
    const { key, target } = event;
    const command = event.ctrlKey || event.metaKey;
    if (event.defaultPrevented || event.isComposing || one("dialog[open]")) return false;
    if (command && key.toLowerCase() === "k") return find(), true;
    if (command && key === "Enter") {
      const form = target.form || one("form.asked");
      return form ? (form.requestSubmit(), true) : false;
    }
    if (command || event.altKey) return false;
    if (key === "Escape") return escape(target), true;
    if (typing(target)) return false;
    if (key === "/") return find(), true;
    if (key === "?") return help(), true;
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1), true;
    if (key === "x" && row()) {
      const box = row().querySelector("input[type=checkbox]");
      return box ? (box.click(), true) : false;
    }
    const meant = keyed().find((it) => it.dataset.key === key);
    return meant ? (meant.focus(), meant.click(), true) : false;
  }
  addEventListener("keydown", (event) => { if (press(event)) event.preventDefault(); });
  addEventListener("click", (event) => {
    all(".bar details.more[open]").filter((it) => !it.contains(event.target)).forEach((it) => { it.open = false; });
  });

  // Where the session is over, a part is not replaced by the page for signing in: that is opened as a page.
  addEventListener("htmx:before:response", (event) => {
    if (!new URL(event.detail.ctx.response.raw.url).pathname.includes("/account/")) return;
    event.preventDefault();
    location.reload();
  });
  addEventListener("htmx:response:error", (event) => { if (event.detail.ctx.response.status >= 500) trouble(); });
  addEventListener("htmx:error", trouble);
  addEventListener("htmx:finally:request", () => all("form.sent").forEach((form) => form.classList.remove("sent")));
  addEventListener("htmx:after:swap", () => all(".toast:not(.new)").forEach(tell));

  all(".toast").forEach(tell);
  const wrong = one("[aria-invalid=true]");
  if (wrong) (wrong.matches("fieldset") ? wrong.querySelector("input") || wrong : wrong).focus();
  const keys = one("#show-keys");
  if (keys) {
    keys.hidden = false;
    keys.addEventListener("click", help);
  }
})();
