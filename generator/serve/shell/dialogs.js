// 要先问一句的：提交、新建项目、删去项目。
"use strict";
(() => {
  const { make, named } = Fields;
  const at = (id) => document.getElementById(id);
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
    const problem = await act(answers());
    at("ask-problem").textContent = problem;
    if (!problem) {
      dialog.close();
    }
  });
  at("ask-no").addEventListener("click", () => dialog.close());

  at("form-commit").addEventListener("click", () =>
    ask("把这个文件的改动提交到 git", "提交", [asked("说明", "一句话：改了什么，为什么。以后查得到。")], async (given) => {
      const answer = await Form.post("commit", Form.sheet().path, { message: given.说明 });
      if (answer.commit) {
        Form.say(`提交好了（${answer.commit}）。`);
      }
      return answer.refused ?? "";
    }),
  );
  at("form-new").addEventListener("click", async () => {
    const { years = [] } = await (await fetch("form/")).json();
    const own = years.find((year) => Form.sheet()?.path.startsWith(`${year}/`)) ?? years[0];
    const fields = [
      asked("项目名称", "项目的名称，照批复写。"),
      asked("放在", "哪个部门的哪一年。", own, years),
      asked("文件名", "只用小写英文字母、数字和短横线，如 equipment；前面的序号自动加。", "project"),
      asked("金额单位", "这个文件里的金额是元还是万元。", "万元", ["万元", "元"]),
    ];
    ask("新建一个项目", "新建", fields, async (given) => {
      const told = { year: given.放在, name: given.文件名.trim(), answers: { 项目名称: given.项目名称, 金额单位: given.金额单位 } };
      const answer = await Form.post("new", "", told);
      if (answer.path) {
        location.hash = encodeURIComponent(answer.path);
        Form.settle(answer, "新建好了。空着的栏照检查结果一栏一栏填，再保存。");
      }
      return answer.refused ?? "";
    });
  });
  at("form-remove").addEventListener("click", () =>
    ask("删去这个项目的文件？", "删去", [make("p", "删了以后，「撤销保存」还可以找回来。")], async () => {
      const { path, tag } = Form.sheet();
      const answer = await Form.post("remove", path, { tag });
      Form.settle(answer, "删去了这个项目。要找回来，按「撤销保存」。");
      return answer.refused ?? "";
    }),
  );
})();
