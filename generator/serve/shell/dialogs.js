// 要先问一句的：提交、新建项目、删去项目。
"use strict";
const Dialogs = (() => {
  const { at, make, named } = Nodes;
  const dialog = at("ask");
  let act = async () => "";

  const asked = (name, help, value = "", choices = null) => {
    const id = `ask-${name}`;
    const control = choices ? make("select", choices.map((one) => make("option", one))) : make("input", [], { type: "text", autocomplete: "off" });
    control.value = value;
    named(control, { id, name, required: "", "aria-describedby": `${id}-help` });
    return make("div", [make("label", name, { htmlFor: id }), make("small", help, { id: `${id}-help` }), control], { className: "field" });
  };
  const ask = (head, yes, fields, done) => {
    at("ask-head").textContent = head;
    at("ask-yes").textContent = yes;
    at("ask-problem").textContent = "";
    at("ask-fields").replaceChildren(...fields);
    act = done;
    dialog.showModal();
  };
  const answers = () => Object.fromEntries([...at("ask-fields").querySelectorAll("[name]")].map((one) => [one.name, one.value]));

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const empty = [...at("ask-fields").querySelectorAll("[required]")].find((one) => !one.value.trim());
    if (empty) {
      at("ask-problem").textContent = `先填「${empty.name}」。`;
      empty.focus();
      return;
    }
    const problem = await act(answers());
    at("ask-problem").textContent = problem;
    if (!problem) {
      dialog.close();
    }
  });
  at("ask-no").addEventListener("click", () => dialog.close());

  const left = (others) => (others.length ? `还有 ${others.length} 个文件没有提交：${others.map(Form.name).join("，")}。` : "别的文件都提交过了。");
  at("form-commit").addEventListener("click", () =>
    ask("把这个文件的改动提交到 git", "提交", [asked("说明", "一句话：改了什么，为什么。以后查得到。")], async (given) => {
      const answer = await Saving.post("commit", Sheet.now().path, { message: given.说明 });
      if (answer.commit) {
        Saving.settle(answer, `提交好了（${answer.commit}）。${left(answer.others)}`);
      }
      return answer.refused ?? "";
    }),
  );
  at("form-new").addEventListener("click", async () => {
    if (!(await Form.leave())) {
      return;
    }
    const { years = [] } = await (await fetch("form/")).json();
    const own = years.find((year) => Sheet.now()?.path.startsWith(`${year}/`)) ?? years[0];
    const fields = [
      asked("项目名称", "项目的名称，照批复写。"),
      asked("放在", "哪个部门的哪一年。", own, years),
      asked("文件名", "只用小写英文字母、数字和短横线，如 equipment；前面的序号自动加。", "project"),
      asked("金额单位", "这个文件里的金额是元还是万元。", "万元", ["万元", "元"]),
    ];
    ask("新建一个项目", "新建", fields, async (given) => {
      const told = { year: given.放在, name: given.文件名.trim(), answers: { 项目名称: given.项目名称, 金额单位: given.金额单位 } };
      const answer = await Saving.post("new", "", told);
      if (answer.path) {
        location.hash = encodeURIComponent(answer.path);
        at("form-back").hidden = true;
        Saving.settle(answer, "新建好了。空着的栏照检查结果一栏一栏填，再保存。");
      }
      return answer.refused ?? "";
    });
  });
  at("form-remove").addEventListener("click", () =>
    ask(`删去项目「${Sheet.title()}」？`, "删去", [make("p", `删的是文件 ${Sheet.now().path}。删了以后，按「找回 ${Sheet.title()}」还可以找回来。`)], () => leave("remove", "删去了")),
  );

  // 撤销以前说清楚撤销的是什么；没有了的文件，按它的名字找回来。
  const MOST = 8;
  const told = ([way, now, before]) => {
    return make("li", [`${Saving.spelled(way)}：`, make("del", now ?? "（没有）"), " → ", make("ins", before ?? "（没有）")]);
  };
  const leave = async (action, words) => {
    const { path, tag } = Sheet.now();
    const name = Sheet.title();
    const answer = await Saving.post(action, path, { tag });
    if (answer.status === 200) {
      gone = path;
      at("form-back").textContent = `找回 ${name}`;
      at("form-back").hidden = false;
    }
    Saving.settle(answer, `${words}项目「${name}」。要找回来，按「找回 ${name}」；这个窗口关了就不能找回。`);
    return answer.refused ?? "";
  };
  let gone = "";
  at("form-back").addEventListener("click", async () => {
    const answer = await Saving.post("undo", gone, { tag: "" });
    if (answer.status === 200) {
      at("form-back").hidden = true;
      location.hash = encodeURIComponent(gone);
    }
    Saving.settle(answer, "找回来了。");
  });
  at("form-undo").addEventListener("click", () => {
    const { path, tag, back } = Sheet.now();
    if (back.is_new) {
      const words = `「${Sheet.title()}」是新建的：撤销以后没有文件 ${path}。要找回来，按「找回 ${Sheet.title()}」。`;
      ask(`撤销新建项目「${Sheet.title()}」？`, "撤销", [make("p", words)], () => leave("undo", "撤销了新建的"));
      return;
    }
    const count = back.changes.length;
    const said = count ? `改回 ${count} 处${count > MOST ? `，前 ${MOST} 处是` : ""}：` : "各栏的字都一样，只有备注、次序或空行不同。";
    const list = make("ul", back.changes.slice(0, MOST).map(told));
    ask(`撤销「${Sheet.title()}」上次的保存？`, "撤销", [make("p", said), list], async () => {
      const answer = await Saving.post("undo", path, { tag });
      Saving.settle(answer, `回到了上次保存以前，改回 ${count} 处。要不撤销，按「恢复」；预览关了就不能恢复。`);
      return answer.refused ?? "";
    });
  });

  // 有没保存的又要离开：save、drop 或 stay。按 Esc 是留在这里。
  const leaving = (name) =>
    new Promise((done) => {
      const box = at("leave");
      at("leave-head").textContent = `「${name}」有没保存的改动`;
      box.returnValue = "stay";
      box.addEventListener("close", () => done(box.returnValue), { once: true });
      box.showModal();
    });
  return { leaving };
})();
