// 一行一条的表：列表、「名字: 值」、绩效指标。可以加、删、移，也可以从 Excel 里粘贴。
"use strict";
const Tables = (() => {
  const { make, named, button } = Nodes;
  const { below, items, pairs, cell, keys, section } = Fields;
  const { cells, total, amount } = Values;

  // 列多的表，可以占满窗口来填。
  const FEW = 5;
  const larger = (around, key) => {
    const set = (isLarge) => {
      around.classList.toggle("large", isLarge);
      named(toggle, { "aria-pressed": String(isLarge) });
    };
    const toggle = button("占满窗口", () => set(!around.classList.contains("large")), `${key}：占满窗口`);
    set(false);
    around.addEventListener("keydown", (event) => event.key === "Escape" && set(false));
    return toggle;
  };

  // 表的样子是共同的：columns 是各列，draw(spot) 给出一行的各格。
  const grid = (told, spot, columns, given, draw, collect) => {
    const rows = [];
    const body = make("tbody");
    const sum = make("output", [], { className: "sum" });
    const changed = () => {
      rows.forEach((row, number) => row.cells.forEach((cell, column) => cell.label(`${told.key} 第 ${number + 1} 行 ${columns[column].key}`)));
      body.replaceChildren(...rows.map((row) => row.element));
      Saving.changed();
    };
    const turn = (row, by) => {
      const place = rows.indexOf(row);
      if (rows[place + by]) {
        [rows[place], rows[place + by]] = [rows[place + by], rows[place]];
        changed();
        row.element.querySelector(by < 0 ? ".up" : ".down").focus();
      }
    };
    const drop = (row) => {
      const place = rows.indexOf(row);
      rows.splice(place, 1);
      changed();
      (rows[Math.min(place, rows.length - 1)]?.cells[0].element ?? adding).focus();
    };
    const add = (spotted, at = rows.length) => {
      const row = draw(spotted);
      row.spot = spotted;
      const tools = [
        named(button("↑", () => turn(row, -1), "上移这一行"), { class: "up" }),
        named(button("↓", () => turn(row, 1), "下移这一行"), { class: "down" }),
        button("✕", () => drop(row), "删去这一行"),
      ];
      const shown = row.cells.map((cell) => make("td", [cell.element, ...cell.around]));
      row.element = make("tr", [...shown, make("td", tools, { className: "tools" })]);
      row.cells.forEach((cell, column) => cell.element.addEventListener("paste", (event) => paste(event, row, column)));
      rows.splice(at, 0, row);
      return row;
    };
    const paste = (event, row, column) => {
      const pasted = cells(event.clipboardData.getData("text/plain"));
      if (pasted.length < 2 && pasted[0]?.length < 2) {
        return;
      }
      event.preventDefault();
      const first = rows.indexOf(row);
      pasted.forEach((line, down) => {
        const target = rows[first + down] ?? add();
        line.forEach((value, right) => {
          const cell = target.cells[column + right];
          if (cell && cell.element.value !== undefined) {
            cell.element.value = cell.element.localName === "textarea" && cell.element.dataset.single === undefined ? value : value.replaceAll("\n", " ").trim();
          }
        });
      });
      changed();
      Sheet.say(`粘贴了 ${pasted.length} 行。`);
    };
    given.forEach((one) => add(one));
    const adding = button("＋ 加一行", () => {
      const row = add();
      changed();
      row.cells[0].element.focus();
    }, `${told.key}：加一行`);
    const head = columns.map((one) => named(make("th", one.key + (one.needed ? "*" : ""), { scope: "col", title: one.help ?? "" }), { "data-sort": one.sort ?? one.kind ?? "" }));
    const table = named(make("table", [make("thead", make("tr", [...head, make("th", make("span", "这一行", { className: "hidden" }), { scope: "col" })])), body]), { "aria-label": told.key });
    const scroll = named(make("div", table, { className: "scroll", tabIndex: 0 }), { role: "region", "aria-label": told.key });
    const element = section(told, spot, make("div", [scroll, make("div", [adding, sum], { className: "under" })]));
    if (columns.length > FEW) {
      adding.after(larger(element, told.key));
    }
    Sheet.later(() => {
      const places = columns.flatMap((one, place) => (one.sort === "amount" ? [place] : []));
      sum.textContent = places.map((place) => total(rows.map((row) => amount(row.cells[place].element)))).map((value) => (value ? `合计 ${value} ${Sheet.unit()}` : "")).join("，");
    });
    rows.forEach((row, number) => row.cells.forEach((cell, column) => cell.label(`${told.key} 第 ${number + 1} 行 ${columns[column].key}`)));
    body.replaceChildren(...rows.map((row) => row.element));
    return { element, collect: (way) => collect(rows, way) };
  };

  // 一行是一组键，里层的键排成后面的几列。
  const record = (columns, spot) => {
    const deep = (way) => way.reduce((one, key) => below(one, key), spot);
    const made = columns.map((one) => ({ way: one.way, ...cell({ ...one, key: one.way.join("·") }, deep(one.way)) }));
    const nest = (around, depth, given) => {
      const names = [...new Set(given.map((one) => one.way[depth]))];
      return keys(around, names.map((name) => {
        const inner = given.filter((one) => one.way[depth] === name);
        const single = inner.length === 1 && inner[0].way.length === depth + 1;
        return [name, single ? inner[0].collect : nest(below(around, name), depth + 1, inner)];
      }));
    };
    return { cells: made, collect: nest(spot, 0, made) };
  };

  const listed = (spot, made) => (made.length || spot ? { ...(spot && { from: spot.from }), items: made } : null);

  const table = (told, spot) =>
    grid(told, spot, told.columns.map((one) => ({ ...one, key: one.way.join("·") })), items(spot), (one) => record(told.columns, one), (rows, way) => {
      const made = [];
      rows.forEach((row) => {
        const want = row.collect([...way, made.length]);
        if (want) {
          made.push(want);
        }
      });
      return listed(spot, made);
    });

  const single = (told, spot) =>
    grid(told, spot, [{ ...told, key: told.key }], items(spot), (one) => ({ cells: [cell(told, one)] }), (rows, way) => {
      const made = [];
      rows.forEach((row) => {
        const want = row.cells[0].collect([...way, made.length]);
        if (want && want.text !== "") {
          made.push(want);
        }
      });
      return listed(spot, made);
    });

  const entry = (told, name, one) => {
    const key = cell({ kind: "text", key: "名称" }, name === undefined ? undefined : { node: { text: name }, from: [] });
    return { cells: [key, cell({ ...told, kind: told.leaf ?? told.kind }, one)], name };
  };
  const named_ = (told, spot) =>
    grid(
      { ...told }, spot, [{ key: "名称", kind: "text" }, { key: "内容", kind: told.leaf, sort: told.sort }], pairs(spot), (pair) => entry(told, pair?.[0], pair?.[1]),
      (rows, way) => {
        const made = [];
        rows.forEach((row) => {
          const name = row.cells[0].element.value.trim();
          row.cells[0].element.dataset.way = "";
          const want = row.cells[1].collect([...way, name]);
          if (name && (want || row.name !== undefined)) {
            made.push([name, want ?? { text: "" }]);
          }
        });
        return made.length || spot ? { ...(spot && { from: spot.from }), keys: made } : null;
      },
    );

  // 指标：逐级写的，前两列是上面的两级；一条一条写的，它们是每一条自己的键。
  const leveled = (told, spot) => {
    if (spot?.node.items || told.levels.length !== 2) {
      return table(told, spot);
    }
    const columns = told.columns.filter((one) => !told.levels.includes(one.way[0]));
    const heads = told.levels.map((key) => ({ key, way: [key], kind: "text", needed: true }));
    const given = pairs(spot).flatMap(([first, one]) => pairs(one).flatMap(([second, list]) => items(list).map((inner) => ({ ...inner, levels: [first, second] }))));
    const draw = (one) => {
      const made = record(columns, one);
      const levels = heads.map((head, place) => cell({ ...head, choices: [] }, one && { node: { text: one.levels[place] }, from: [] }));
      return { cells: [...levels, ...made.cells], collect: made.collect };
    };
    const collect = (rows, way) => {
      const tree = new Map();
      rows.forEach((row) => {
        const [first, second] = row.cells.slice(0, 2).map((one) => one.element.value.trim());
        row.cells.slice(0, 2).forEach((one) => (one.element.dataset.way = ""));
        if (!tree.has(first)) {
          tree.set(first, new Map());
        }
        const lists = tree.get(first);
        const list = lists.get(second) ?? lists.set(second, []).get(second);
        const want = row.collect([...way, first, second, list.length]);
        if (want) {
          list.push(want);
        }
      });
      const from = (one) => one && { from: one.from };
      const made = [...tree].map(([first, lists]) => {
        const above = below(spot, first);
        const inner = [...lists].filter(([, list]) => list.length).map(([second, list]) => [second, { ...from(below(above, second)), items: list }]);
        return [first, { ...from(above), keys: inner }];
      }).filter(([, want]) => want.keys.length);
      return made.length || spot ? { ...from(spot), keys: made } : null;
    };
    return grid(told, spot, [...heads, ...columns.map((one) => ({ ...one, key: one.way.join("·") }))], given, draw, collect);
  };

  return { table, items: single, pairs: named_, grid: leveled, tree: Amounts.tree };
})();
