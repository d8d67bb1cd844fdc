// 预览的窗口：保存以后换上新的一页，停在原来的地方。只和本机的这一个程序说话。
"use strict";
(() => {
  const { at, make, named, become, fill } = Nodes;
  const frame = at("page");
  const KINDS = [["error", "错误"], ["warning", "警告"], ["note", "提示"]];
  const narrow = matchMedia("(max-width: 48em)");
  let state = { documents: [], findings: [] };
  let chosen = decodeURIComponent(location.hash.slice(1));
  let drawn = "";
  let drawnKey = "";
  let hadErrors = false;

  const known = (key) => state.documents.find((one) => one.key === key);
  // 新的一份，程序还没有说到它的时候，还看着原来的。
  const current = () => known(chosen) ?? known(drawnKey) ?? state.documents[0];
  const count = (findings, kind) => findings.filter((one) => one.kind === kind).length;
  const tally = (findings) =>
    KINDS.filter(([kind]) => count(findings, kind))
      .map(([kind, name]) => `${count(findings, kind)} 个${name}`)
      .join("，");

  const reveal = (id) => {
    const target = frame.contentDocument.getElementById(id);
    target?.scrollIntoView({ block: "center" });
    (target?.matches("a") ? target : target?.querySelector("a"))?.focus({ preventScroll: true });
  };
  const jump = (id, words) => named(make("button", words, { type: "button" }), { "data-to": id });
  document.querySelector("main").addEventListener("click", (event) => {
    const to = event.target.closest("[data-to]");
    if (to) {
      reveal(to.dataset.to);
    }
  });

  const problem = (one) => {
    const item = make("li", make("p", [make("strong", `${one.severity} ${one.code}`), ` ${one.message}`]), { className: one.kind });
    const place = make("p", one.where ? make("a", one.where, { href: one.address }) : "");
    if (one.id) {
      place.append(jump(one.id, "到文中"));
    }
    item.append(place);
    item.append(...[["原因", one.cause], ["改法", one.hint]].filter(([, text]) => text).map(([name, text]) => make("p", `${name}：${text}`)));
    return item;
  };

  const change = ({ id, old, new: text }) => {
    const words = [...(old ? [make("del", old), " → "] : ["新加 "]), make("ins", text)];
    return make("li", make("p", [...words, jump(id, "到文中")]));
  };

  const details = (id, title, items) => {
    const box = at(id);
    box.hidden = !items.length;
    box.querySelector("summary").textContent = title;
    fill(box.querySelector("ul"), items);
  };

  const listed = (one) => {
    const told = tally(one.findings);
    const marks = [
      ...(one.new ? [make("small", "新的，未提交")] : []),
      ...(told ? [make("small", told, { className: count(one.findings, "error") ? "error" : "warning" })] : []),
      ...(one.changes.length + one.gone.length ? [make("small", `改了 ${one.changes.length + one.gone.length} 处`)] : []),
    ];
    const link = make("a", [one.title, ...marks], { href: `#${encodeURIComponent(one.key)}`, title: one.file });
    if (one.key === current().key) {
      link.setAttribute("aria-current", "page");
    }
    return make("li", link);
  };

  const show = () => {
    const one = current();
    fill(at("documents"), state.documents.map(listed));
    at("title").textContent = document.title = one ? one.title : "没有可以预览的文档";
    const findings = KINDS.flatMap(([kind]) => [...(one?.findings ?? []), ...state.findings].filter((found) => found.kind === kind));
    // 有了错误就打开；关上以后，到下一次出现错误才再打开。
    const hasErrors = count(findings, "error") > 0;
    at("problems").open = at("problems").open ? findings.length > 0 : hasErrors && !hadErrors && !document.body.classList.contains("filling");
    hadErrors = hasErrors;
    details("problems", `检查结果：${tally(findings)}`, findings.map(problem));
    const gone = (one?.gone ?? []).map((text) => make("li", make("p", ["删去 ", make("del", text)])));
    const changes = [...(one?.changes ?? []).map(change), ...gone];
    details("changes", `上次提交以来印出的变化：${changes.length} 处`, changes);
    const stale = one && (one.page ? "现在的内容还不能显示，下面是上一次能显示的样子。" : "还不能显示，先改上面的错误。");
    at("status").textContent = [one && (one.stale || !one.page) ? stale : "", state.note].filter(Boolean).join(" ");
    frame.hidden = !one?.page;
    if (one?.page && one.page !== drawn) {
      turn(one.page, one.key);
    }
    showSheets(one);
    Form.update(state, one);
  };

  // 样式没有变时只换正文：不闪，停在原来的地方，键盘也留在原来的数字上。
  let turning = Promise.resolve();
  const turn = (page, key) => {
    const isSame = key === drawnKey;
    [drawn, drawnKey] = [page, key];
    turning = turning.then(() => (isSame ? exchange(page) : open(page, 0, 0))).catch(() => {});
  };
  const open = (page, left, top) =>
    new Promise((done) => {
      frame.onload = () => {
        frame.contentWindow.scrollTo(left, top);
        Places.drawn();
        done();
      };
      frame.contentWindow.location.replace(new URL(page, location.href.split("#")[0]));
    });
  const exchange = async (page) => {
    const answer = await fetch(page);
    if (!answer.ok) {
      return;
    }
    // 这里不许有别的样式，只拿来比较；正文另外解析。
    const text = await answer.text();
    const style = text.match(/<style>([^]*?)<\/style>/)[1];
    const next = new DOMParser().parseFromString(text.replace(`<style>${style}</style>`, ""), "text/html");
    const old = frame.contentDocument;
    const { scrollX, scrollY } = frame.contentWindow;
    if (old.querySelector("style")?.textContent !== style) {
      await open(page, scrollX, scrollY);
      return;
    }
    become(old.querySelector("main"), next.querySelector("main"));
    Places.drawn();
  };

  // A4 页面画一次要几秒：打开时才画，窗口里看得到的才取。
  const button = at("sheets-button");
  let asked = "";
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    showSheets(current());
  });
  const showSheets = async (one) => {
    const box = at("sheets");
    box.hidden = button.getAttribute("aria-pressed") !== "true" || !one?.page;
    if (box.hidden || asked === one.page) {
      return;
    }
    asked = one.page;
    if (!box.childElementCount) {
      box.append(make("p", "正在排版……"));
    }
    const answer = await (await fetch(`sheets/${asked}`)).json().catch(() => ({}));
    if (asked !== one.page) {
      return;
    }
    const top = box.scrollTop;
    const pictures = Array.from({ length: answer.count ?? 0 }, (_, number) =>
      make("img", [], { loading: "lazy", width: 910, height: 1287, alt: `第 ${number + 1} 页`, src: `sheets/${one.page}/${number}.png` }),
    );
    box.replaceChildren(...(answer.problem ? [make("p", answer.problem)] : pictures));
    box.scrollTop = top;
  };

  const rename = (key) => history.replaceState(null, "", `#${encodeURIComponent(key)}`);
  addEventListener("hashchange", async () => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    // 表单里有没保存的，先问。问的时候地址还是原来的：地址、页面和表单总是同一个项目，再按一次也还会问。
    rename(chosen);
    if (!(await Form.leave(known(wanted)))) {
      return;
    }
    rename(wanted);
    chosen = wanted;
    document.querySelector("nav details").open = !narrow.matches;
    show();
    Form.follow(known(chosen));
    at("title").focus();
  });
  document.querySelector("nav details").open = !narrow.matches;

  Form.watch(frame);
  const events = new EventSource("events");
  events.onmessage = (event) => {
    state = JSON.parse(event.data);
    show();
  };
  events.onerror = () => {
    at("status").textContent = "预览的程序停了：在终端里重新运行 shenbao preview。";
  };
})();
