// 改的字先画在旁边的文档上，按「保存」才写进文件；别处改过的不覆盖，两边的字都给人看。
"use strict";
const Saving = (() => {
  const { at, make, named, button } = Nodes;
  const PAUSE = 250;
  let turn = Promise.resolve();
  let timer = 0;
  let isSending = false;
  let isWanted = false;
  let isSaving = false;
  // 这个窗口交过草稿的文件：程序还没有说草稿没有了的。
  const drafted = new Set();

  const url = (action, path = "") => `${action}/${encodeURIComponent(path)}`;
  const send = async (action, path, told) => {
    try {
      const answer = await fetch(url(action, path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told) });
      const body = await answer.json().catch(() => ({ refused: "程序没有照办：重新打开这一页再试。" }));
      return { ...body, status: answer.status };
    } catch {
      return { refused: "没有做成：预览的程序停了。在终端里重新运行 shenbao preview；这里打的字先不要关。", status: 0 };
    }
  };
  // 一件做完再做一件：后放弃的，不会让先交的草稿又回来。
  const post = (action, path, told = {}) => (turn = turn.then(() => send(action, path, told)));

  const changed = () => {
    Sheet.changed();
    clearTimeout(timer);
    timer = setTimeout(draft, PAUSE);
  };
  const draft = async () => {
    if (isSending || isSaving || !Sheet.isDirty() || !Sheet.now().tree) {
      isWanted = isSending;
      return;
    }
    [isSending, isWanted] = [true, false];
    const { path, tag } = Sheet.now();
    const spoken = Sheet.spoken();
    drafted.add(path);
    const answer = await post("draft", path, { tag, want: Sheet.collect() });
    isSending = false;
    if (Sheet.isDirty() && Sheet.now().path === path && Sheet.now().tag === tag) {
      // 这中间说过别的话的，不盖住它。
      if (answer.refused || spoken === Sheet.spoken()) {
        Sheet.say(answer.refused ?? "有没保存的改动，文档上已经画出来了。", Boolean(answer.refused));
      }
      if (answer.status === 409) {
        differ(answer.sheet);
      }
    }
    if (isWanted) {
      draft();
    }
  };
  const settle = (answer, words) => {
    if (answer.status === 409) {
      Sheet.say(answer.refused, true);
      differ(answer.sheet);
    } else if (answer.status !== 200) {
      Sheet.say(answer.refused ?? "没有做成。", true);
    } else if (answer.sheet) {
      Sheet.load(answer.sheet, document.activeElement?.dataset?.way);
      Sheet.say(words);
    } else {
      const { path } = Sheet.now();
      Sheet.close();
      Sheet.say(words);
      Form.gone(path, words);
    }
    Sheet.tools();
  };
  const save = async () => {
    if (isSaving || !Sheet.isDirty() || !Sheet.now().tree || !at("form-conflict").hidden) {
      return;
    }
    const nameless = at("fields").querySelector("[data-nameless]");
    if (nameless) {
      Places.go(nameless);
      Sheet.say("这一项写了数，还没有写名称：写上名称再保存。", true);
      return;
    }
    isSaving = true;
    clearTimeout(timer);
    const want = Sheet.collect();
    const sent = new Map(Sheet.controls().map((one) => [one.dataset.way, one.value]));
    const { path, tag } = Sheet.now();
    const answer = await post("save", path, { tag, want });
    // 存的时候又打的字，放回新的一张表上。
    const typed = Sheet.controls().filter((one) => one.value !== sent.get(one.dataset.way)).map((one) => [one.dataset.way, one.value]);
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
    const known = new Map(Sheet.controls().map((one) => [one.dataset.way, one]));
    values.forEach(([way, value]) => known.has(way) && (known.get(way).value = value));
    changed();
  };
  const drop = async () => settle(await post("drop", Sheet.now().path), "没保存的改动都放弃了。");
  const redo = async () => settle(await post("redo", Sheet.now().path, { tag: Sheet.now().tag }), "恢复了刚才撤销的。");
  const mend = async () => {
    const inputs = [...at("form").querySelectorAll("input[data-line]")].filter((one) => one.value !== Sheet.line(one.dataset.line));
    const lines = Object.fromEntries(inputs.map((one) => [one.dataset.line, one.value]));
    if (inputs.length) {
      settle(await post("save", Sheet.now().path, { tag: Sheet.now().tag, lines }), "改好了这几行。");
    }
  };

  // --- 别处也在改 -----------------------------------------------------------------------------------------------

  // 我改的和文件里现在的，一处一处都给人看。
  const differ = (given) => {
    if (!Sheet.isDirty() || !given) {
      if (given) {
        Sheet.load(given);
      }
      return;
    }
    const mine = Sheet.controls().filter((one) => one.was !== undefined && one.value !== one.was);
    const values = mine.map((one) => [one.dataset.way, one.value]);
    const take = button("用文件里现在的", drop);
    const keep = button("把我改的这几处放进去", () => {
      Sheet.load(given);
      put(values);
      Sheet.say("已经放到新的文件上；加、删、移的行要再做一次。看好了再保存。");
    });
    const around = named(make("div", both(mine, given), { className: "scroll", tabIndex: 0 }), { role: "region", "aria-label": "两边的字" });
    at("form-conflict").replaceChildren(make("p", "别处也改了这个文件。两边的字："), around, take, " ", keep);
    at("form-conflict").hidden = false;
    take.focus();
    Sheet.tools();
  };
  const both = (mine, given) => {
    const theirs = (way) => way.reduce((node, step) => (typeof step === "number" ? node?.items?.[step] : node?.keys?.find(([key]) => key === step)?.[2]), given.tree)?.text;
    const rows = mine.map((one) => {
      const way = JSON.parse(one.dataset.way);
      return make("tr", [named(make("th", spelled(way)), { scope: "row" }), make("td", one.value), make("td", theirs(way) ?? "（没有）")]);
    });
    const head = make("tr", ["哪一处", "我写的", "文件里现在的"].map((word) => named(make("th", word), { scope: "col" })));
    return named(make("table", [make("thead", head), make("tbody", rows)]), { "aria-label": "两边的字" });
  };
  const spelled = (way) => way.map((step) => (typeof step === "number" ? step + 1 : step)).join(" · ");

  // 程序说这个文件现在怎样：别的窗口在改的，别处改过的。
  const update = (own) => {
    const { path, tag } = Sheet.now();
    if (!own.draft) {
      drafted.delete(path);
    } else if (!Sheet.isDirty() && !drafted.has(path)) {
      Sheet.say("另一个窗口里正在改这个文件，还没有保存。");
    }
    if (own.tag && own.tag !== tag && !isSaving && at("form-conflict").hidden) {
      again(path);
    }
  };
  const again = async (path) => {
    const answer = await fetch(url("form", path)).catch(() => null);
    const given = answer?.ok ? await answer.json() : null;
    if (given && Sheet.now()?.path === path && given.tag !== Sheet.now().tag && !isSaving) {
      if (Sheet.isDirty()) {
        differ(given);
      } else {
        Sheet.load(given, document.activeElement?.dataset?.way);
        Sheet.say("这个文件在别处改过，表单换成了新的。");
      }
    }
  };

  at("form-save").addEventListener("click", save);
  at("form-drop").addEventListener("click", drop);
  at("form-redo").addEventListener("click", redo);
  addEventListener("pagehide", () => {
    if (Sheet.isDirty()) {
      fetch(url("drop", Sheet.now().path), { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: "{}" });
    }
  });

  return { changed, drop, mend, post, save, settle, spelled, update, url };
})();
