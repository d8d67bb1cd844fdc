// 填表的窗口：打开哪一个文件，离开以前问一句，跟着文档换。
"use strict";
const Form = (() => {
  const { at, make, named } = Nodes;
  const box = at("form");
  const area = at("fields");
  let state = { documents: [] };
  let shown = null;
  let parting = "";
  let opening = 0;
  let asking = null;

  const isOpen = () => !box.hidden;
  // 后要的算：先要的取来得晚，也不换掉它。
  const open = async (path, words = "") => {
    const number = (opening += 1);
    if (path === Sheet.now()?.path) {
      return true;
    }
    const answer = await fetch(Saving.url("form", path)).catch(() => null);
    const given = answer?.ok ? await answer.json() : null;
    // 取来以后才问：取的时候打的字也算。
    const isFree = Boolean(given) && number === opening && (await leave());
    if (number !== opening) {
      return false;
    }
    if (!isFree) {
      at("form-file").value = Sheet.now()?.path ?? "";
      if (!given) {
        Sheet.say(words || "这个文件不能用表单改。");
      }
      return false;
    }
    Sheet.load(given);
    list();
    Sheet.say(words);
    // 打开以后，程序才说算出来的值。
    await Saving.post("look", path);
    return true;
  };
  // 离开这个文件以前：没有保存的，问保存、放弃还是留下。next 是要看的文档，它里面有这个文件就不用问。
  const leave = (next) => {
    if (!Sheet.isDirty() || next?.files.includes(Sheet.now().path)) {
      return Promise.resolve(true);
    }
    asking ??= ask().finally(() => (asking = null));
    return asking;
  };
  const ask = async () => {
    const acts = { save: Saving.save, drop: Saving.drop, stay: () => {} };
    await acts[await Dialogs.leaving(Sheet.title())]();
    return !Sheet.isDirty();
  };

  const name = (path) => {
    const one = state.documents.find(({ file }) => file === path);
    const kind = path.includes("/projects/") ? "项目" : path.endsWith("/department.yaml") ? "部门" : path.endsWith("accounts.yaml") ? "科目表" : path.includes("/regions/") ? "地区" : "预算";
    return `${kind}：${one && kind === "项目" ? one.title : path.split("/").slice(-1)[0]}`;
  };
  const list = () => {
    const select = at("form-file");
    const own = Sheet.now()?.path;
    const files = [...new Set([...(shown?.files ?? []), ...(own ? [own] : [])])];
    Nodes.fill(select, files.map((path) => make("option", name(path), { value: path, title: path })));
    select.value = own ?? "";
  };
  const update = (given, one) => {
    [state, shown] = [given, one];
    list();
    if (isOpen() && !Sheet.now() && one) {
      open(one.file, parting);
    }
    const own = state.forms?.[Sheet.now()?.path];
    if (own && isOpen()) {
      Saving.update(own);
    }
    Places.update(state);
  };
  // 文件没有了：接着填页面上的那一份。
  const gone = (path, words) => {
    parting = words;
    if (shown && shown.file !== path) {
      open(shown.file, words);
    }
  };
  // 换了文档，表单跟着换到它的文件；没存的不换。
  const follow = (one) => {
    const own = Sheet.now()?.path;
    if (isOpen() && one && own && !Sheet.isDirty()) {
      open(one.files.includes(own) ? own : one.file);
    }
  };
  const toggle = () => {
    box.hidden = !box.hidden;
    named(at("form-button"), { "aria-pressed": String(isOpen()) });
    document.body.classList.toggle("filling", isOpen());
    if (isOpen() && shown && (!Sheet.now() || !shown.files.includes(Sheet.now().path))) {
      open(shown.file);
    }
  };
  // 焦点在哪里都能保存，文档里也能。
  const keys = (event) => {
    if (isOpen() && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      Saving.save();
    }
  };
  const watch = (frame) => {
    Places.watch(frame);
    frame.addEventListener("load", () => {
      frame.contentDocument?.addEventListener("keydown", keys);
      frame.contentDocument?.addEventListener("click", (event) => {
        const place = event.target.closest("[data-at]")?.dataset.at;
        if (isOpen() && place) {
          event.preventDefault();
          Places.reveal(place);
        }
      });
    });
  };

  at("form-button").addEventListener("click", toggle);
  at("form-file").addEventListener("change", () => open(at("form-file").value));
  area.addEventListener("input", (event) => event.target.dataset.line === undefined && Saving.changed());
  area.addEventListener("change", (event) => event.target.localName === "select" && Saving.changed());
  area.addEventListener("submit", (event) => event.preventDefault());
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.target.localName === "input" || event.target.dataset.single !== undefined)) {
      event.preventDefault();
    }
  });
  addEventListener("keydown", keys);
  addEventListener("beforeunload", (event) => Sheet.isDirty() && event.preventDefault());

  return { follow, gone, leave, name, open, update, watch };
})();
