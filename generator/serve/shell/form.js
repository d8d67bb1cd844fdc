// 填表：改的字先画在旁边的文档上，按「保存」才写进文件；别处改过的不覆盖。
"use strict";
const Form = (() => {
  const { make, named, button } = Fields;
  const at = (id) => document.getElementById(id);
  const box = at("form");
  const area = at("fields");
  const PAUSE = 250;
  let sheet = null;
  let collect = () => null;
  let refreshers = [];
  let state = { forms: {}, documents: [], findings: [] };
  let shown = null;
  let isDirty = false;
  let isSaving = false;
  let frame = null;
  let places = [];
  let parting = "";

  const isOpen = () => !box.hidden;
  const say = (words, isRefused = false) => {
    at("form-status").textContent = words;
    at("form-status").classList.toggle("refused", isRefused);
  };
  const later = (act) => refreshers.push(act);
  const controls = () => [...area.querySelectorAll("[data-way]")].filter((one) => one.dataset.way);
  const unit = () => [...area.querySelectorAll("select")].find((one) => one.dataset.way === '["金额单位"]')?.value ?? "";
  const line = (number) => sheet.lines[number - 1] ?? "";
  const url = (action, path = "") => `${action}/${encodeURIComponent(path)}`;

  const post = async (action, path, told = {}) => {
    const answer = await fetch(url(action, path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told) });
    const body = await answer.json().catch(() => ({ refused: "程序没有照办：重新打开这一页再试。" }));
    return { ...body, status: answer.status };
  };

  // --- 画出来 ---------------------------------------------------------------------------------------------------

  const refresh = () => {
    collect();
    refreshers.forEach((act) => act());
    area.querySelectorAll(".unit").forEach((one) => (one.textContent = unit()));
  };
  const load = (given, way = "") => {
    const isOther = sheet?.path !== given.path;
    sheet = given;
    [isDirty, refreshers] = [false, []];
    at("accounts").replaceChildren(...(sheet.accounts ?? []).map((one) => make("option", [], { value: one })));
    at("form-conflict").hidden = true;
    if (sheet.tree) {
      const file = Fields.file(sheet.fields, sheet.tree);
      collect = file.collect;
      area.replaceChildren(...file.elements);
      refresh();
      controls().forEach((one) => (one.was = one.value));
    } else {
      collect = () => null;
      area.replaceChildren();
    }
    tell();
    if (isOther) {
      box.scrollTop = 0;
    }
    controls().find((one) => one.dataset.way === way)?.focus({ preventScroll: true });
  };
  const open = async (path, words = "") => {
    if (path === sheet?.path) {
      return true;
    }
    const answer = await fetch(url("form", path));
    if (!answer.ok) {
      say(words || "这个文件不能用表单改。");
      return false;
    }
    // 取来以后才问：取的时候打的字也算。
    if (!(await leave())) {
      at("form-file").value = sheet.path;
      return false;
    }
    load(await answer.json());
    at("form-file").value = path;
    say(words);
    // 打开以后，程序才说哪一行印在哪里、哪里有问题。
    await post("look", path);
    return true;
  };
  // 离开这个文件以前：没有保存的，问保存、放弃还是留下。next 是要看的文档，它里面有这个文件就不用问。
  const leave = async (next) => {
    if (!isDirty || next?.files.includes(sheet.path)) {
      return true;
    }
    const answer = await Dialogs.leaving(title());
    if (answer === "save") {
      await save();
    } else if (answer === "drop") {
      await drop();
    }
    return !isDirty;
  };

  const tools = () => {
    at("form-save").disabled = !isDirty || !at("form-conflict").hidden;
    at("form-drop").disabled = !isDirty;
    at("form-undo").disabled = isDirty || !sheet?.back;
    at("form-back").disabled = at("form-remove").disabled = isDirty;
    at("form-redo").disabled = isDirty || !sheet?.again;
    at("form-commit").disabled = isDirty || !sheet;
    at("form-remove").hidden = !sheet?.is_project;
  };

  // --- 检查结果，算出来的值 -------------------------------------------------------------------------------------

  // 没有填的，在这一栏填上就是；程序说的改法是给改 YAML 的人的。
  const hint = (one) => (["ZD-002", "ZD-003", "MB-002"].includes(one.code) ? "在这一栏填上。" : one.hint);
  const found = () => {
    const all = [...state.documents.flatMap((one) => one.findings), ...state.findings];
    const own = all.filter((one) => one.file === sheet.path);
    return own.filter((one, place) => own.findIndex((other) => other.code === one.code && other.message === one.message && other.where === one.where) === place);
  };
  const nearest = (way) => {
    const known = controls();
    for (let length = way.length; length >= 0; length -= 1) {
      const start = JSON.stringify(way.slice(0, length)).slice(0, -1);
      const exact = known.find((one) => one.dataset.way === `${start}]`);
      const inside = length ? known.find((one) => one.dataset.way.startsWith(`${start},`)) : null;
      if (exact || inside) {
        return exact ?? inside;
      }
    }
    return null;
  };
  const go = (control) => {
    for (let around = control.parentElement; around; around = around.parentElement) {
      around.open = around.localName === "details" ? true : around.open;
    }
    control.focus({ preventScroll: true });
    box.scrollBy(0, control.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3);
    control.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const tell = () => {
    if (!sheet) {
      return;
    }
    const known = controls();
    const own = state.forms?.[sheet.path] ?? { said: [], lines: [] };
    const said = new Map(own.said.map(([way, ...rest]) => [JSON.stringify(way), rest]));
    const problems = new Map();
    const listed = found().map((one) => {
      const control = nearest(one.way);
      if (control) {
        problems.set(control, [...(problems.get(control) ?? []), one]);
      }
      const words = [make("strong", one.severity), ` ${one.message}`, ...(hint(one) ? [make("small", `改法：${hint(one)}`)] : [])];
      // 写法的错误在那一行上改；别的到那一栏去改。
      return make("li", control && !one.code.startsWith("YM-") ? button(words, () => go(control)) : mending(one), { className: one.kind });
    });
    known.forEach((one) => {
      const [words, amount] = said.get(one.dataset.way) ?? [];
      const here = problems.get(one) ?? [];
      if (one.said) {
        one.said.textContent = words === undefined ? "" : `印作：${words}`;
        one.dataset.amount = amount ?? "";
        one.problems.replaceChildren(...here.map((finding) => make("span", `${finding.severity}：${finding.message}。${hint(finding) ? `改法：${hint(finding)}` : ""}`, { className: finding.kind })));
        named(one, { "aria-invalid": String(here.some((finding) => finding.kind === "error")) });
      }
    });
    const list = at("form-problems");
    list.hidden = !state.forms?.[sheet.path];
    list.open = list.open || Boolean(list.querySelector("input")) || listed.some((one) => one.querySelector("input"));
    list.querySelector("summary").textContent = listed.length ? `这个文件的检查结果：${listed.length} 个` : "没有发现问题";
    if (!list.contains(document.activeElement) || document.activeElement.localName !== "input") {
      list.querySelector("ul").replaceChildren(...listed);
    }
    places = own.lines;
    refreshers.forEach((act) => act());
    tools();
  };
  // 读不出来的一行：就在检查结果里改这一行。
  const mending = (one) => {
    const input = named(make("input", [], { type: "text", className: "line", value: line(one.line) }), { "aria-label": `第 ${one.line} 行`, "data-line": one.line });
    const words = make("p", [make("strong", one.severity), ` ${one.message}`, ...(one.hint ? [make("small", `改法：${one.hint}`)] : [])]);
    return make("div", one.line ? [words, make("div", [`第 ${one.line} 行：`, input, button("改这一行", mend)])] : words);
  };
  const mend = async () => {
    const lines = Object.fromEntries([...box.querySelectorAll("input[data-line]")].filter((one) => one.value !== line(one.dataset.line)).map((one) => [one.dataset.line, one.value]));
    if (Object.keys(lines).length) {
      settle(await post("save", sheet.path, { tag: sheet.tag, lines }), "改好了这几行。");
    }
  };

  // --- 改、存、撤销 ---------------------------------------------------------------------------------------------

  let timer = 0;
  let sending = false;
  let again = false;
  const changed = () => {
    isDirty = true;
    refresh();
    tools();
    clearTimeout(timer);
    timer = setTimeout(draft, PAUSE);
  };
  const draft = async () => {
    if (sending || isSaving || !sheet.tree) {
      again = sending;
      return;
    }
    [sending, again] = [true, false];
    const { path, tag } = sheet;
    const answer = await post("draft", path, { tag, want: collect() });
    sending = false;
    if (path !== sheet?.path || tag !== sheet.tag) {
      again = isDirty; // 这时候表单已经换成新的了
    } else if (isDirty) {
      say(answer.refused ?? "有没保存的改动，文档上已经画出来了。", Boolean(answer.refused));
      if (answer.status === 409) {
        differ(answer.sheet);
      }
    }
    if (again) {
      draft();
    }
  };
  const settle = (answer, words) => {
    if (answer.status === 409) {
      say(answer.refused, true);
      differ(answer.sheet);
    } else if (answer.status !== 200) {
      say(answer.refused ?? "没有做成。", true);
    } else if (answer.sheet) {
      load(answer.sheet, document.activeElement?.dataset?.way);
      say(words);
    } else {
      // 文件没有了：接着填页面上的那一份。
      const gone = sheet?.path;
      [isDirty, sheet] = [false, null];
      area.replaceChildren();
      at("form-problems").hidden = true;
      say(words);
      parting = words;
      if (shown && shown.file !== gone) {
        open(shown.file, words);
      }
    }
    tools();
  };
  const save = async () => {
    if (isSaving || !isDirty || !sheet.tree || !at("form-conflict").hidden) {
      return;
    }
    const nameless = area.querySelector("[data-nameless]");
    if (nameless) {
      go(nameless);
      say("这一项写了数，还没有写名称：写上名称再保存。", true);
      return;
    }
    isSaving = true;
    clearTimeout(timer);
    const want = collect();
    const sent = new Map(controls().map((one) => [one.dataset.way, one.value]));
    const answer = await post("save", sheet.path, { tag: sheet.tag, want });
    // 存的时候又打的字，放回新的一张表上。
    const typed = controls().filter((one) => one.value !== sent.get(one.dataset.way)).map((one) => [one.dataset.way, one.value]);
    isSaving = false;
    settle(answer, "存好了。");
    if (answer.status === 200) {
      at("form-back").hidden = true;
    }
    if (answer.status === 200 && typed.length) {
      put(typed);
    }
  };
  const put = (values) => {
    const known = new Map(controls().map((one) => [one.dataset.way, one]));
    values.forEach(([way, value]) => known.has(way) && (known.get(way).value = value));
    changed();
  };
  const drop = async () => settle(await post("drop", sheet.path), "没保存的改动都放弃了。");
  const title = () => sheet?.tree?.keys?.find(([key]) => key === "项目名称")?.[2].text || sheet?.path.split("/").at(-1) || "";
  const redo = async () => settle(await post("redo", sheet.path, { tag: sheet.tag }), "恢复了刚才撤销的。");

  // 别处改过这个文件：把我改的和文件里现在的，一处一处都给人看。
  const differ = (given) => {
    const mine = controls().filter((one) => one.was !== undefined && one.value !== one.was);
    if (!isDirty || !given) {
      if (given) {
        load(given);
      }
      return;
    }
    const theirs = (way) => JSON.parse(way).reduce((node, step) => (typeof step === "number" ? node?.items?.[step] : node?.keys?.find(([key]) => key === step)?.[2]), given.tree)?.text;
    const rows = mine.map((one) => {
      const way = JSON.parse(one.dataset.way);
      return make("tr", [named(make("th", way.map((step) => (typeof step === "number" ? step + 1 : step)).join(" · ")), { scope: "row" }), make("td", one.value), make("td", theirs(one.dataset.way) ?? "（没有）")]);
    });
    const values = mine.map((one) => [one.dataset.way, one.value]);
    const take = button("用文件里现在的", drop);
    const keep = button("把我改的这几处放进去", () => {
      load(given);
      put(values);
      say("已经放到新的文件上；加、删、移的行要再做一次。看好了再保存。");
    });
    const head = make("tr", ["哪一处", "我写的", "文件里现在的"].map((word) => named(make("th", word), { scope: "col" })));
    const table = named(make("table", [make("thead", head), make("tbody", rows)]), { "aria-label": "两边的字" });
    at("form-conflict").replaceChildren(make("p", "这个文件刚才在别处改过了，没有覆盖它。"), named(make("div", table, { className: "scroll", tabIndex: 0 }), { role: "region", "aria-label": "两边的字" }), take, " ", keep);
    at("form-conflict").hidden = false;
    take.focus();
    tools();
  };

  // --- 和文档对照 -----------------------------------------------------------------------------------------------

  const lines = (way) => places.find(([one]) => JSON.stringify(one) === way);
  const mark = (way, scrolls = false) => {
    const page = frame?.contentDocument;
    page?.querySelectorAll(".in-field").forEach((one) => one.classList.remove("in-field"));
    const [, first, last] = lines(way) ?? [];
    const here = first && page ? [...page.querySelectorAll("[data-at]")].filter((one) => {
      const [, path, number] = one.dataset.at.match(/^(.*):(\d+)$/);
      return path === sheet.path && first <= number && number <= last;
    }) : [];
    here.forEach((one) => one.classList.add("in-field"));
    if (scrolls && here.length) {
      const { top } = here[0].getBoundingClientRect();
      frame.contentWindow.scrollBy(0, top - frame.contentWindow.innerHeight / 3);
    }
    return here.length;
  };
  const reveal = async (place) => {
    const [, path, text] = place.match(/^(.*):(\d+)$/);
    const number = Number(text);
    if (path !== sheet?.path && !(await open(path))) {
      return;
    }
    const inside = places.filter(([, first, last]) => first <= number && number <= last).sort((one, other) => one[2] - one[1] - (other[2] - other[1]) || other[0].length - one[0].length);
    const control = inside.length ? nearest(inside[0][0]) : null;
    if (control) {
      go(control);
    }
  };
  // 焦点在哪里都能保存，文档里也能。
  const keys = (event) => {
    if (isOpen() && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  };
  const watch = (given) => {
    frame = given;
    frame.addEventListener("load", () => {
      frame.contentDocument?.addEventListener("keydown", keys);
      frame.contentDocument?.addEventListener("click", (event) => {
        const place = event.target.closest("[data-at]")?.dataset.at;
        if (isOpen() && place) {
          event.preventDefault();
          reveal(place);
        }
      });
    });
  };

  // --- 窗口 -----------------------------------------------------------------------------------------------------

  const name = (path) => {
    const one = state.documents.find(({ file }) => file === path);
    const kind = path.includes("/projects/") ? "项目" : path.endsWith("/department.yaml") ? "部门" : path.endsWith("accounts.yaml") ? "科目表" : path.includes("/regions/") ? "地区" : "预算";
    return `${kind}：${one && kind === "项目" ? one.title : path.split("/").slice(-1)[0]}`;
  };
  const update = (given, one) => {
    [state, shown] = [given, one];
    const files = [...new Set([...(one?.files ?? []), ...(sheet ? [sheet.path] : [])])];
    const select = at("form-file");
    const before = [...select.options].map((option) => `${option.value} ${option.text}`).join();
    const options = files.map((path) => make("option", name(path), { value: path, title: path }));
    if (before !== options.map((option) => `${option.value} ${option.text}`).join()) {
      select.replaceChildren(...options);
    }
    select.value = sheet?.path ?? "";
    if (isOpen() && !sheet && one) {
      open(one.file, parting);
    }
    const own = state.forms?.[sheet?.path];
    if (own?.draft && !isDirty && isOpen()) {
      say("另一个窗口里正在改这个文件，还没有保存。");
    }
    if (own && own.tag && own.tag !== sheet.tag && !isSaving && at("form-conflict").hidden) {
      again_(sheet.path);
    }
    tell();
  };
  const again_ = async (path) => {
    const answer = await fetch(url("form", path));
    const given = answer.ok ? await answer.json() : null;
    if (given && sheet?.path === path && given.tag !== sheet.tag && !isSaving) {
      if (isDirty) {
        differ(given);
      } else {
        load(given, document.activeElement?.dataset?.way);
        say("这个文件在别处改过，表单换成了新的。");
      }
    }
  };
  const drawn = () => isOpen() && mark(document.activeElement?.dataset?.way ?? "");
  // 换了文档，表单跟着换到它的文件；没存的不换。
  const follow = (one) => {
    if (isOpen() && one && !isDirty && sheet && !one.files.includes(sheet.path)) {
      open(one.file);
    }
  };
  const toggle = () => {
    box.hidden = !box.hidden;
    named(at("form-button"), { "aria-pressed": String(isOpen()) });
    document.body.classList.toggle("filling", isOpen());
    if (isOpen() && shown && (!sheet || !shown.files.includes(sheet.path))) {
      open(shown.file);
    }
  };

  at("form-button").addEventListener("click", toggle);
  at("form-file").addEventListener("change", () => open(at("form-file").value));
  at("form-save").addEventListener("click", save);
  at("form-drop").addEventListener("click", drop);
  at("form-redo").addEventListener("click", redo);
  area.addEventListener("input", (event) => event.target.dataset.line === undefined && changed());
  area.addEventListener("change", (event) => event.target.localName === "select" && changed());
  area.addEventListener("focusin", (event) => event.target.dataset.way && mark(event.target.dataset.way, true));
  area.addEventListener("submit", (event) => event.preventDefault());
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.target.localName === "input" || event.target.dataset.single !== undefined)) {
      event.preventDefault();
    }
  });
  addEventListener("keydown", keys);
  addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
  addEventListener("pagehide", () => {
    if (sheet && isDirty) {
      fetch(url("drop", sheet.path), { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: "{}" });
    }
  });

  return { changed, drawn, follow, later, leave, line, name, open, post, say, settle, sheet: () => sheet, title, toggle, unit, update, watch };
})();
