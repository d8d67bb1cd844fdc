// 一级一级的金额：每一行一个名字；最里面的一行有值，外面的是里面的和。
"use strict";
const Amounts = (() => {
  const { make, named, fresh, button } = Nodes;
  const { pairs, cell, section } = Fields;
  const { cells, total, amount } = Values;

  const tree = (told, spot) => {
    const box = make("div", [], { className: "tree" });
    const draw = (name, one, depth, remove) => {
      const row = { name, spot: one, rows: [], remove };
      const key = depth ? cell({ kind: "text", key: "名称" }, name === undefined ? undefined : { node: { text: name }, from: [] }) : null;
      const value = cell({ ...told, kind: "text" }, one?.node.text === undefined ? undefined : one);
      key?.label(`${told.key}：名称`);
      value.label(`${told.key}：${name || "新的一项"}`);
      if (key && told.sort === "amount") {
        named(key.element, { list: "accounts" });
      }
      const label = make("label", told.key, { htmlFor: (value.element.id ||= fresh("field")) });
      const unit = make("span", "", { className: told.sort === "amount" ? "unit" : "" });
      key?.element.addEventListener("input", () => value.label(`${told.key}：${key.element.value}`));
      const sum = make("output", [], { className: "sum" });
      const inner = make("div", [], { className: "rows" });
      const add = (childName, child) => {
        const made = draw(childName, child, depth + 1, () => {
          row.rows.splice(row.rows.indexOf(made), 1);
          made.element.remove();
          Saving.changed();
          adding.focus();
        });
        made.around = row;
        row.rows.push(made);
        inner.append(made.element);
        return made;
      };
      const adding = button(depth ? "＋" : "＋ 加一项", () => {
        const made = add();
        // 已经写的一个数，是分出来的第一项的。
        if (row.rows.length === 1) {
          [made.value.element.value, value.element.value] = [value.element.value, ""];
        }
        Saving.changed();
        made.key.element.focus();
      }, depth ? `${name || "这一项"}：再细分` : `${told.key}：加一项`);
      pairs(one).forEach(([childName, child]) => add(childName, child));
      key?.element.addEventListener("paste", (event) => {
        const pasted = cells(event.clipboardData.getData("text/plain")).filter((line) => line.length > 1);
        if (pasted.length) {
          event.preventDefault();
          pasted.forEach((line, place) => {
            const target = place ? row.around.add() : row;
            target.key.element.value = line.slice(0, -1).join(" ").trim();
            target.value.element.value = line.at(-1).trim();
          });
          Saving.changed();
        }
      });
      row.key = key;
      row.value = value;
      row.add = add;
      const tools = [adding, ...(depth ? [button("✕", remove, `删去${name || "这一项"}`)] : [])];
      const line = make("div", [key ? key.element : label, value.element, unit, sum, ...tools], { className: "leaf" });
      row.element = make("div", [line, ...value.around, ...(key?.around ?? []), inner], { className: depth ? "branch" : "root" });
      row.total = () => (row.rows.length ? total(row.rows.map((made) => made.total())) : amount(value.element));
      row.refresh = () => {
        row.rows.forEach((made) => made.refresh());
        const known = row.rows.length ? row.total() : "";
        key?.element.toggleAttribute("data-nameless", !key.element.value.trim() && value.element.value.trim() !== "");
        label.hidden = unit.hidden = row.rows.length > 0 || (!depth && told.sort !== "amount");
        value.element.hidden = row.rows.length > 0 || (!depth && told.sort !== "amount");
        sum.textContent = told.sort === "amount" && known && (depth || told.adds) ? `合计 ${known} ${Sheet.unit()}` : "";
      };
      row.collect = (way) => {
        const made = row.rows
          .map((one_) => [one_.key.element.value.trim(), one_])
          .filter(([word]) => word)
          .map(([word, one_]) => ((one_.key.element.dataset.way = ""), [word, one_.collect([...way, word]) ?? { text: "" }]));
        const only = row.rows.map((one_) => one_.value.element.value.trim()).find(Boolean);
        if (row.rows.length && !made.length) {
          // 还没有写名称的，先算没有分。
          return only ? { ...(row.spot && { from: row.spot.from }), text: only } : row.spot ? { from: row.spot.from } : null;
        }
        if (row.rows.length) {
          return { ...(row.spot && { from: row.spot.from }), keys: made };
        }
        if (row.spot && row.spot.node.text === undefined) {
          const written = value.element.value.trim();
          value.element.dataset.way = JSON.stringify(way);
          return row.spot.node.keys ? (written ? { from: row.spot.from, text: written } : depth ? { from: row.spot.from, text: "" } : { from: row.spot.from, keys: [] }) : { from: row.spot.from };
        }
        return value.collect(way);
      };
      return row;
    };
    const root = draw(told.key, spot, 0, () => {});
    box.append(root.element);
    Sheet.later(root.refresh);
    root.refresh();
    return { element: section(told, spot, box), collect: root.collect };
  };

  return { tree };
})();
