// 表单里的一栏一栏：名称、说明、例子、单位，和里面写的字。每一栏知道自己在文件里的位置，收起来时说要写成什么。
"use strict";
const Fields = (() => {
  const { make, named, fresh } = Nodes;

  // 文件里的一处：node 是写着的，from 是它原来的位置；还没有写的没有这两样。
  const top = (tree) => ({ node: tree, from: [] });
  const below = (spot, name) => {
    const found = spot?.node.keys?.find(([key]) => key === name);
    return found && { node: found[2], from: [...spot.from, name] };
  };
  const items = (spot) => (spot?.node.items ?? []).map((node, number) => ({ node, from: [...spot.from, number] }));
  const pairs = (spot) => (spot?.node.keys ?? []).map(([name]) => [name, below(spot, name)]);
  const text = (spot) => spot?.node.text ?? "";

  // 旁边的话：算出来的值和检查结果，都和这一栏连着。
  const tell = (control, description) => {
    const said = make("output", [], { className: "said", id: fresh("said") });
    const problems = make("p", [], { className: "told", id: fresh("told") });
    control.said = said;
    control.problems = problems;
    control.description = [description, said.id, problems.id].filter(Boolean).join(" ");
    named(control, { "aria-describedby": control.description });
    return [said, problems];
  };

  const control = (told, spot) => {
    const value = text(spot);
    if (told.kind === "choice") {
      const words = [...(told.needed && value ? [] : [""]), ...told.choices, ...(!value || told.choices.includes(value) ? [] : [value])];
      const select = make("select", words.map((word) => make("option", word || "（不填）", { value: word })));
      select.value = value;
      return select;
    }
    if (told.kind === "prose" || told.leaf === "prose" || value.includes("\n")) {
      return make("textarea", [], { value, rows: Math.min(12, Math.max(2, Math.ceil(value.length / 34) + value.split("\n").length - 1)) });
    }
    if (told.way && told.sort === "text") {
      // 格子里的一行字长了就折行，看得全。
      const single = make("textarea", [], { value, rows: Math.max(1, Math.ceil(value.length / 16)) });
      single.dataset.single = "";
      return single;
    }
    const input = make("input", [], { type: "text", value, autocomplete: "off", spellcheck: false });
    if (told.sort === "amount") {
      input.inputMode = "decimal";
      input.className = "amount";
    }
    return input;
  };

  // 一个字一个字的一栏。没有动过的，文件里照旧。
  const leaf = (told, spot, label, description = "") => {
    if (spot && spot.node.text === undefined) {
      return odd(told, spot, label);
    }
    const element = named(control(told, spot), { "aria-label": label });
    const around = tell(element, description);
    const collect = (way) => {
      element.dataset.way = JSON.stringify(way);
      const value = element.value.replaceAll("\r", "").replaceAll("\n", element.dataset.single === undefined ? "\n" : " ");
      const written = element.localName === "textarea" ? value.replace(/\s+$/, "") : value.trim();
      if (spot) {
        return written === spot.node.text ? { from: spot.from } : { from: spot.from, text: written };
      }
      return written ? { text: written } : null;
    };
    return { element, around, collect };
  };

  // 写法和模型不一样的：照原样留着；读不出来的一行，在这里改。
  const odd = (told, spot, label) => {
    const line = spot.node.broken;
    const element = line ? Broken(line, label) : make("p", "这里的写法和表单不一样，请在编辑器里改；表单不动它。", { className: "odd", tabIndex: -1 });
    return { element, around: [], collect: (way) => ((element.dataset.way = JSON.stringify(way)), { from: spot.from }) };
  };
  const Broken = (line, label) => {
    const input = named(make("input", [], { type: "text", className: "line", value: Sheet.line(line) }), { "aria-label": `${label}：第 ${line} 行` });
    input.dataset.line = line;
    return make("div", [...tell(input, ""), make("p", `第 ${line} 行读不出来，在这里改好，再按「改这几行」：`), input], { className: "broken" });
  };

  // 表里的一格：名称由它在第几行第几列来。
  const cell = (told, spot) => {
    const made = leaf(told, spot, told.key);
    return { ...made, label: (words) => named(made.element, { "aria-label": words }) };
  };

  const shown = (told) => {
    const help = make("small", told.help + (told.example && !told.example.includes("\n") ? `例：${told.example}` : ""), { id: fresh("help") });
    return help;
  };

  const widget = (told, spot) => {
    if (told.kind === "group") {
      return group(told, spot);
    }
    if (Tables[told.kind]) {
      return Tables[told.kind](told, spot);
    }
    const help = shown(told);
    const made = leaf(told, spot, told.key, help.id);
    made.element.id ||= fresh("field");
    const label = make("label", told.key + (told.needed ? "（必填）" : ""), { htmlFor: made.element.id });
    made.element.removeAttribute("aria-label");
    const unit = told.sort === "amount" ? make("span", "", { className: "unit" }) : "";
    const box = make("div", [label, help, make("div", [made.element, unit], { className: "line" }), ...made.around], { className: "field" });
    return { element: box, collect: made.collect };
  };

  // 一组键：原有的次序不动，新写的放在模型里排在它前面的那一个之后；表单不认识的照原样留着。
  const keys = (spot, parts) => (way) => {
    const known = new Map(parts.map(([key, collect]) => [key, collect([...way, key])]));
    const made = pairs(spot).map(([name, inner]) => [name, known.has(name) ? known.get(name) : { from: inner.from }]);
    parts.forEach(([key], place) => {
      if (known.get(key) && !made.some(([name]) => name === key)) {
        const before = parts.slice(0, place).map(([name]) => name);
        const at = made.findLastIndex(([name]) => before.includes(name));
        made.splice(at < 0 && !spot ? made.length : at + 1, 0, [key, known.get(key)]);
      }
    });
    const left = made.filter(([, want]) => want);
    return left.length || spot ? { ...(spot && { from: spot.from }), keys: left } : null;
  };

  const group = (told, spot) => {
    const word = spot && spot.node.text !== undefined ? spot.node.text : "";
    // 可以不填的一组里，填了才有必填的。
    const needed = (one) => one.needed && (told.needed || Boolean(spot));
    const inner = told.fields.map((one) => [one.key, widget({ ...one, needed: needed(one) }, below(spot, one.key))]);
    const box = make("div", inner.map(([, made]) => made.element), { className: "inside" });
    const collect = keys(spot && spot.node.keys ? spot : undefined, inner.map(([key, made]) => [key, made.collect]));
    if (!told.words?.length) {
      return { element: section(told, spot, box), collect };
    }
    const choice = leaf({ kind: "choice", choices: told.words }, word ? spot : undefined, `${told.key}：怎么写`);
    choice.element.options[0].textContent = "填下面的数";
    const toggle = () => (box.hidden = choice.element.value !== "");
    choice.element.addEventListener("change", toggle);
    toggle();
    const element = section(told, spot, make("div", [make("div", [choice.element, ...choice.around], { className: "field" }), box]));
    return {
      element,
      collect: (way) => {
        const wanted = choice.collect(way);
        const filled = choice.element.value ? null : collect(way);
        return choice.element.value ? wanted : (filled && spot ? { ...filled, from: spot.from } : filled);
      },
    };
  };

  // 一大栏：有字的打开，没有的收着。
  const section = (told, spot, inside) => {
    const mark = make("small");
    const head = make("summary", [make("span", told.key), mark]);
    const isFilled = () => [...inside.querySelectorAll("[data-way]")].some((one) => one.value === undefined || one.value);
    Sheet.later(() => (mark.textContent = told.needed ? "必填" : isFilled() ? "" : "没有填"));
    const help = make("p", told.help, { className: "help" });
    return make("details", [head, help, inside], { className: "section", open: Boolean(spot) });
  };

  const file = (told, tree) => {
    const spot = top(tree);
    const inner = told.map((one) => [one.key, widget(one, below(spot, one.key))]);
    const rest = pairs(spot).filter(([name]) => name !== "文种" && !told.some((one) => one.key === name));
    const odds = rest.map(([name, one]) => [name, widget({ kind: one.node.text === undefined ? "tree" : "text", leaf: "text", key: name, help: "表单不认识这个键，照原样留着。" }, one)]);
    const parts = [...inner, ...odds];
    return { elements: parts.map(([, made]) => made.element), collect: () => keys(spot, parts.map(([key, made]) => [key, made.collect]))([]) };
  };

  return { below, items, pairs, leaf, cell, keys, section, file };
})();
