// 打开着的一个文件：它的各栏，改没改过，和对人说的话。
"use strict";
const Sheet = (() => {
  const { at, make } = Nodes;
  const area = at("fields");
  let sheet = null;
  let collect = () => null;
  let refreshers = [];
  let isDirty = false;
  let spoken = 0;

  const say = (words, isRefused = false) => {
    spoken += 1;
    at("form-status").textContent = words;
    at("form-status").classList.toggle("refused", isRefused);
  };
  const controls = () => [...area.querySelectorAll("[data-way]")].filter((one) => one.dataset.way);
  const unit = () => [...area.querySelectorAll("select")].find((one) => one.dataset.way === '["金额单位"]')?.value ?? "";
  const title = () => sheet?.tree?.keys?.find(([key]) => key === "项目名称")?.[2].text || sheet?.path.split("/").at(-1) || "";

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
    const file = sheet.tree ? Fields.file(sheet.fields, sheet.tree) : { collect: () => null, elements: [] };
    collect = file.collect;
    area.replaceChildren(...file.elements);
    refresh();
    controls().forEach((one) => (one.was = one.value));
    Places.load(sheet.places);
    if (isOther) {
      at("form").scrollTop = 0;
    }
    controls().find((one) => one.dataset.way === way)?.focus({ preventScroll: true });
  };
  const close = () => {
    [isDirty, sheet] = [false, null];
    area.replaceChildren();
    at("form-problems").hidden = true;
  };
  const changed = () => {
    isDirty = true;
    refresh();
    tools();
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

  return {
    changed, close, controls, load, refresh, say, title, tools, unit,
    collect: () => collect(),
    isDirty: () => isDirty,
    later: (act) => refreshers.push(act),
    line: (number) => sheet.lines[number - 1] ?? "",
    now: () => sheet,
    spoken: () => spoken,
  };
})();
