// 一栏在哪里：检查结果说的是哪一栏，这一栏印在文档的哪里；从这里到那里，来回都走得到。
"use strict";
const Places = (() => {
  const { at, make, named, fill } = Nodes;
  const box = at("form");
  const area = at("fields");
  const list = at("form-problems");
  let state = { forms: {}, documents: [], findings: [] };
  let frame = null;
  let places = [];

  const control = (way) => Sheet.controls().find((one) => one.dataset.way === way);
  const nearest = (way) => {
    const known = Sheet.controls();
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
  const go = (wanted) => {
    for (let around = wanted.parentElement; around; around = around.parentElement) {
      around.open = around.localName === "details" ? true : around.open;
    }
    wanted.focus({ preventScroll: true });
    box.scrollBy(0, wanted.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3);
    wanted.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  // --- 检查结果，算出来的值 -------------------------------------------------------------------------------------

  // 没有填的，在这一栏填上就是；程序说的改法是给改 YAML 的人的。
  const hint = (one) => (["ZD-002", "ZD-003", "MB-002"].includes(one.code) ? "在这一栏填上。" : one.hint);
  const found = () => {
    const all = [...state.documents.flatMap((one) => one.findings), ...state.findings];
    const own = all.filter((one) => one.file === Sheet.now().path);
    return own.filter((one, place) => own.findIndex((other) => other.code === one.code && other.message === one.message && other.where === one.where) === place);
  };
  const item = (one, place) => {
    const words = [make("strong", one.severity), ` ${one.message}`];
    // 写法的错误在那一行上改；别的到那一栏去改。
    if (place && !one.code.startsWith("YM-")) {
      return make("li", named(make("button", [...words, ...advice(hint(one))], { type: "button" }), { "data-go": place.dataset.way }), { className: one.kind });
    }
    return make("li", mending(one, make("p", [...words, ...advice(one.hint)])), { className: one.kind });
  };
  const advice = (text) => (text ? [make("small", `改法：${text}`)] : []);
  // 读不出来的一行：就在检查结果里改这一行。
  const mending = (one, words) => {
    const value = one.line ? Sheet.line(one.line) : "";
    const input = named(make("input", [], { type: "text", className: "line" }), { "aria-label": `第 ${one.line} 行`, "data-line": one.line, value });
    const act = named(make("button", "改这一行", { type: "button" }), { "data-mend": "" });
    return make("div", one.line ? [words, make("div", [`第 ${one.line} 行：`, input, act])] : words);
  };
  const tell = () => {
    const sheet = Sheet.now();
    if (!sheet) {
      return;
    }
    const own = state.forms?.[sheet.path];
    const problems = new Map();
    // 刚打开的，程序还没有说哪一个在哪一栏。
    const listed = (own ? found() : []).map((one) => {
      const place = nearest(one.way);
      problems.set(place, [...(problems.get(place) ?? []), one]);
      return item(one, place);
    });
    beside(new Map((own?.said ?? []).map(([way, ...rest]) => [JSON.stringify(way), rest])), problems);
    list.hidden = !own;
    list.open = list.open || listed.some((one) => one.querySelector("input"));
    list.querySelector("summary").textContent = listed.length ? `这个文件的检查结果：${listed.length} 个` : "没有发现问题";
    fill(list.querySelector("ul"), listed);
    // 程序说的是另一个时候的文件：行号还是取来时的对。
    places = own?.tag === sheet.tag ? own.lines : places;
    Sheet.refresh();
    Sheet.tools();
  };
  const beside = (said, problems) =>
    Sheet.controls().filter((one) => one.said).forEach((one) => {
      const [words, amount] = said.get(one.dataset.way) ?? [];
      const here = problems.get(one) ?? [];
      one.said.textContent = words === undefined ? "" : `印作：${words}`;
      one.dataset.amount = amount ?? "";
      fill(one.problems, here.map((finding) => make("span", `${finding.severity}：${finding.message}。${hint(finding) ? `改法：${hint(finding)}` : ""}`, { className: finding.kind })));
      named(one, { "aria-invalid": String(here.some((finding) => finding.kind === "error")) });
    });

  // --- 和文档对照 -----------------------------------------------------------------------------------------------

  const mark = (way, scrolls = false) => {
    const page = frame?.contentDocument;
    page?.querySelectorAll(".in-field").forEach((one) => one.classList.remove("in-field"));
    const [, first, last] = places.find(([one]) => JSON.stringify(one) === way) ?? [];
    const here = first && page ? [...page.querySelectorAll("[data-at]")].filter((one) => {
      const [, path, number] = one.dataset.at.match(/^(.*):(\d+)$/);
      return path === Sheet.now().path && first <= number && number <= last;
    }) : [];
    here.forEach((one) => one.classList.add("in-field"));
    if (scrolls && here.length) {
      const { top } = here[0].getBoundingClientRect();
      frame.contentWindow.scrollBy(0, top - frame.contentWindow.innerHeight / 3);
    }
  };
  const reveal = async (place) => {
    const [, path, text] = place.match(/^(.*):(\d+)$/);
    const number = Number(text);
    if (path !== Sheet.now()?.path && !(await Form.open(path))) {
      return;
    }
    const inside = places.filter(([, first, last]) => first <= number && number <= last).sort((one, other) => one[2] - one[1] - (other[2] - other[1]) || other[0].length - one[0].length);
    const wanted = inside.length ? nearest(inside[0][0]) : null;
    if (wanted) {
      go(wanted);
    }
  };

  list.addEventListener("click", (event) => {
    const wanted = control(event.target.closest("[data-go]")?.dataset.go);
    if (wanted) {
      go(wanted);
    } else if (event.target.closest("[data-mend]")) {
      Saving.mend();
    }
  });
  area.addEventListener("focusin", (event) => event.target.dataset.way && mark(event.target.dataset.way, true));

  return {
    go, mark, reveal, tell,
    drawn: () => !box.hidden && mark(document.activeElement?.dataset?.way ?? ""),
    load: (given) => {
      places = given;
      tell();
    },
    update: (given) => {
      state = given;
      tell();
    },
    watch: (given) => (frame = given),
  };
})();
