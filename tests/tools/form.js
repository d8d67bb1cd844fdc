// Fills in the forms of a preview in Chromium as clerks do, and prints what happened as JSON.
//
//   node form.js CHROMIUM ADDRESS ROOT PROJECT USE…
//
// PROJECT is the file of a project; a USE is one of the functions below.
"use strict";
const { readFileSync, writeFileSync, existsSync } = require("node:fs");
const { join } = require("node:path");
const { audit, drawn, until, windows, PATIENCE } = require("./windows.js");

const [executablePath, address, root, project, ...uses] = process.argv.slice(2);
const MANY = 60;

const read = (path) => readFileSync(join(root, path), "utf8");
const says = (page, words) => until(page, (text) => document.getElementById("form-status").textContent.includes(text), words);
const status = (page) => page.textContent("#form-status");
const field = (page, way) => page.locator(`[data-way='${JSON.stringify(way)}']`);

async function openForm(page) {
  await page.click("#form-button");
  await until(page, () => document.querySelector("#fields [data-way]"));
}
async function openFile(page, path) {
  await page.selectOption("#form-file", path);
  await until(page, (wanted) => Sheet.now()?.path === wanted, path);
}

async function undo(page) {
  await page.click("#form-undo");
  const told = await page.locator("#ask li").allTextContents();
  await page.click("#ask-yes");
  await says(page, "回到了");
  return told;
}

// Every field of every file of the document: something else is put into each, saved, and looked at again.
async function every(page) {
  await openForm(page);
  const found = {};
  const keys = await page.evaluate(() => [...document.querySelectorAll("#documents a")].map((one) => decodeURIComponent(one.hash.slice(1))));
  for (const key of keys) {
    // The form may have this file open already, in the document before: the document has to be there too.
    await page.evaluate((wanted) => (location.hash = encodeURIComponent(wanted)), key);
    await until(page, (wanted) => Sheet.now()?.path === wanted && document.querySelector("#documents [aria-current]").hash === `#${encodeURIComponent(wanted)}`, key);
    const files = await page.evaluate(() => [...document.getElementById("form-file").options].map((one) => one.value));
    for (const path of files.filter((one) => !(one in found))) {
      await openFile(page, path);
      const typed = await page.evaluate(() => {
        const controls = [...document.querySelectorAll("#fields [data-way]")].filter((one) => one.dataset.way && one.value !== undefined && !one.hidden);
        const words = (one, place) => {
          if (one.localName === "select") {
            return [...one.options].map((option) => option.value).find((value) => value && value !== one.value) ?? one.value;
          }
          return one.className === "amount" ? `${place}.25` : one.localName === "textarea" && one.dataset.single === undefined ? `第${place}段\n# 第二段: ${place}` : `改了 ${place}`;
        };
        // What is not written stays so: an empty file of a kind has hundreds of fields.
        const written = controls.filter((one) => one.value);
        written.forEach((one, place) => (one.value = words(one, place)));
        written[0].dispatchEvent(new Event("input", { bubbles: true }));
        return Object.fromEntries(written.map((one) => [one.dataset.way, one.value]));
      });
      await page.click("#form-save");
      await says(page, "存好了");
      const seen = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll("#fields [data-way]")].filter((one) => one.dataset.way && one.value).map((one) => [one.dataset.way, one.value])));
      found[path] = { typed, seen, text: read(path) };
      await undo(page);
      found[path].undone = read(path);
    }
  }
  return found;
}

// Typing is drawn and checked at once, told at its field, and written only when asked.
async function typing(page) {
  await openForm(page);
  const before = read(project);
  await until(page, () => !document.getElementById("form-problems").hidden);
  const isFolded = await page.evaluate(() => !document.getElementById("form-problems").open);
  const way = ["资金安排情况", "明细", 0, "金额"];
  const amount = field(page, way);
  await amount.fill("30");
  await drawn(page, "89.4万元");
  const table = page.locator("details.section", { has: page.locator("summary", { hasText: /^明细/ }) }).last();
  const sum = await table.locator(".sum").textContent();
  const isUnwritten = read(project) === before;
  await amount.fill("3万");
  await until(page, (wanted) => document.querySelector(`#fields [data-way='${wanted}']`)?.getAttribute("aria-invalid") === "true", JSON.stringify(way));
  const told = await amount.evaluate((one) => one.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(""));
  await page.click("#form-problems summary");
  await page.locator("#form-problems button", { hasText: "金额" }).first().click();
  const jumped = await page.evaluate(() => document.activeElement.dataset.way);
  await amount.fill("30");
  await until(page, (wanted) => document.querySelector(`#fields [data-way='${wanted}']`)?.getAttribute("aria-invalid") === "false", JSON.stringify(way));
  await page.click("#form-save");
  await says(page, "存好了");
  const saved = read(project);
  await undo(page);
  return { isFolded, sum, isUnwritten, told, jumped, way: JSON.stringify(way), before, saved, undone: read(project) };
}

// From a field to the page, and from the page to a field.
async function both(page) {
  await openForm(page);
  await field(page, ["数据", "人均标准"]).focus();
  const frame = page.frames().find((one) => one !== page.mainFrame());
  await frame.waitForSelector(".in-field", PATIENCE);
  const marked = await frame.locator(".in-field").allTextContents();
  const isSeen = await frame.locator(".in-field").first().evaluate((one) => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().bottom <= innerHeight);
  await frame.locator("[data-at]", { hasText: "该项目根据2023年" }).first().click();
  await until(page, () => document.activeElement.dataset.way === '["项目实施内容"]');
  await frame.locator("a.figure", { hasText: "108000人" }).first().click();
  await until(page, () => document.activeElement.dataset.way === '["数据","参保人数"]');
  return { marked, isSeen };
}

// Rows from Excel fill rows and columns; rows move and go.
async function rows(page) {
  await openForm(page);
  const before = read(project);
  const grid = page.locator("details.section", { has: page.locator("summary", { hasText: /^指标/ }) }).last();
  const wide = () => grid.evaluate((one) => Math.round(one.getBoundingClientRect().width));
  await page.evaluate(() => document.querySelectorAll("#fields details").forEach((one) => (one.open = true)));
  const toggle = grid.locator("button", { hasText: "占满窗口" });
  await toggle.click();
  const widths = [await wide()];
  await toggle.press("Escape");
  widths.push(await wide());
  const cell = field(page, ["资金安排情况", "明细", 12, "名称"]);
  await cell.focus();
  await cell.evaluate((one) => {
    const data = new DataTransfer();
    data.setData("text/plain", '甲\t1.5\t其他\r\n乙\t2.5\t"两行\n一格"\r\n丙\t3\t培训\r\n');
    one.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const row = page.locator("#fields tr", { has: field(page, ["资金安排情况", "明细", 14, "名称"]) });
  await row.locator(".up").click();
  await page.locator("#fields tr", { has: field(page, ["资金安排情况", "明细", 0, "名称"]) }).locator("[aria-label='删去这一行']").click();
  await page.keyboard.press("Control+s");
  await says(page, "存好了");
  const saved = read(project);
  await undo(page);
  return { widths, before, saved, undone: read(project) };
}

// The file and the form at once: nothing is written over, and both are shown.
async function meanwhile(page) {
  await openForm(page);
  const before = read(project);
  const way = ["数据", "参保率"];
  writeFileSync(join(root, project), before.replace("知晓率: 80 %", "知晓率: 81 %"));
  await says(page, "在别处改过");
  const followed = await field(page, ["数据", "知晓率"]).inputValue();
  await field(page, way).fill("98 %");
  const other = before.replace("参保率: 100 %", "参保率: 97 %");
  writeFileSync(join(root, project), other);
  await until(page, () => !document.getElementById("form-conflict").hidden);
  const cells = await page.locator("#form-conflict tbody tr > *").allTextContents();
  const isHeld = await page.isDisabled("#form-save");
  const kept = read(project) === other;
  await page.locator("#form-conflict button", { hasText: "放进去" }).click();
  await page.click("#form-save");
  await says(page, "存好了");
  const merged = read(project);
  writeFileSync(join(root, project), before);
  await says(page, "在别处改过");
  return { followed, cells, isHeld, kept, isMerged: merged === before.replace("参保率: 100 %", "参保率: 98 %") };
}

// A file with mistakes: what can be read is there, and the line can be mended in its place.
async function mistakes(page) {
  await openForm(page);
  const before = read(project);
  writeFileSync(join(root, project), before.replace("  参保率: 100 %", "  参保率：100 %").replace("项目实施计划: 年初", "项目实施计划: '年初"));
  await until(page, () => document.querySelector("#form-problems .error"));
  const readable = await field(page, ["项目名称"]).count();
  const lines = await page.locator("#form-problems .error, #fields .broken").allTextContents();
  for (let round = 0; round < 3 && read(project) !== before; round += 1) {
    await page.evaluate(() => (document.getElementById("form-problems").open = true));
    const inputs = page.locator("#form input[data-line]");
    for (let place = 0; place < (await inputs.count()); place += 1) {
      const input = inputs.nth(place);
      await input.fill((await input.inputValue()).replace("：100", ": 100").replace("'年初", "年初"));
    }
    const told = await status(page);
    await page.locator("#form button", { hasText: "改这一行" }).first().click();
    await until(page, (old) => document.getElementById("form-status").textContent !== old || !document.querySelector("#form-problems .error"), told).catch(() => {});
    await page.waitForTimeout(500);
  }
  const isMended = read(project) === before;
  writeFileSync(join(root, project), before);
  return { readable, lines, isMended };
}

// Only keys: to the form, into a field, saved, undone.
async function keyboard(page) {
  const before = read(project);
  const focused = () => page.evaluate(() => document.activeElement.dataset.way || document.activeElement.id || document.activeElement.localName);
  const press = async (wanted) => {
    for (let number = 0; number < MANY && (await focused()) !== wanted; number += 1) {
      await page.keyboard.press("Tab");
    }
    return focused();
  };
  const stops = [await press("form-button")];
  await page.keyboard.press("Enter");
  await until(page, () => document.querySelector("#fields [data-way]"));
  stops.push(await press('["项目名称"]'));
  await page.keyboard.press("End");
  await page.keyboard.type("甲");
  await page.keyboard.press("Control+s");
  await says(page, "存好了");
  const saved = read(project);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  const stayed = await focused();
  await page.keyboard.press("Shift+Tab");
  for (let number = 0; number < MANY && (await focused()) !== "form-undo"; number += 1) {
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Enter");
  const asking = await page.locator("#ask li").allTextContents();
  for (let number = 0; number < MANY && (await focused()) !== "ask-yes"; number += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await says(page, "回到了");
  return { asking, stops, outline, stayed, isSaved: saved === before.replace("项目名称: 城乡居民医疗保险工作经费", "项目名称: 城乡居民医疗保险工作经费甲"), isUndone: read(project) === before };
}

// A project that is new, and goes again.
async function fresh(page) {
  await openForm(page);
  await page.evaluate(() => (document.getElementById("form").scrollTop = 2000));
  await page.click("#form-new");
  await page.fill("#ask-项目名称", "设备购置");
  await page.fill("#ask-文件名", "坏 名");
  await page.click("#ask-yes");
  await until(page, () => document.getElementById("ask-problem").textContent);
  const refused = await page.textContent("#ask-problem");
  await page.fill("#ask-文件名", "equipment");
  await page.click("#ask-yes");
  await until(page, () => Sheet.now()?.path.endsWith("-equipment.yaml"));
  const path = await page.evaluate(() => Sheet.now().path);
  await until(page, () => document.querySelector("#form-problems li"));
  const top = await page.evaluate(() => document.getElementById("form").scrollTop);
  const marks = await page.locator("#documents a[aria-current] small").allTextContents();
  await field(page, ["项目基本概况"]).fill("买两台电脑。");
  await page.click("#form-save");
  await says(page, "存好了");
  const text = read(path);
  await undo(page);
  await page.click("#form-redo");
  await says(page, "恢复了");
  const isRedone = read(path) === text;
  await page.click("#form-commit");
  await page.fill("#ask-说明", "新建设备购置");
  await page.click("#ask-yes");
  await says(page, "提交好了");
  const committed = await status(page);
  const isPast = !(await page.isDisabled("#form-undo"));
  const others = read(project);
  await page.click("#form-remove");
  const removing = await page.textContent("#ask-head");
  await page.click("#ask-yes");
  await says(page, "删去了");
  await until(page, () => Sheet.now() && !Sheet.now().path.endsWith("-equipment.yaml"));
  const isGone = !existsSync(join(root, path));
  const next = await page.evaluate(() => [Sheet.now().path, document.querySelector("#documents [aria-current]").title, document.getElementById("form-undo").disabled]);
  await page.click("#form-back");
  await until(page, (wanted) => Sheet.now()?.path === wanted, path);
  const isBack = read(path) === text && read(project) === others && (await page.isHidden("#form-back"));
  await page.click("#form-remove");
  await page.click("#ask-yes");
  await says(page, "删去了");
  return { top, marks, committed, refused, path, text, isRedone, isPast, removing, isGone, next, isBack };
}

// Leaving a form with unsaved changes; saving from anywhere; an amount that is taken apart.
async function leaving(page) {
  await openForm(page);
  const before = read(project);
  const way = ["项目名称"];
  const other = await page.evaluate((own) => [...document.querySelectorAll("#documents a")].map((one) => decodeURIComponent(one.hash.slice(1))).find((key) => key !== own && key.includes("/projects/")), project);
  const both_ = () => page.evaluate(() => [Sheet.now().path, document.querySelector("#documents [aria-current]").title]);
  // What is typed is drawn while the link is being pressed: the press counts all the same.
  const leave = async (answer) => {
    await field(page, way).fill("没有存");
    await drawn(page, "没有存");
    const { x, y, width, height } = await page.locator(`#documents a[href='#${encodeURIComponent(other)}']`).boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await field(page, way).evaluate((one) => {
      one.value = "没有存的";
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await drawn(page, "没有存的");
    await page.mouse.up();
    await page.waitForSelector("#leave[open]", PATIENCE);
    const head = await page.textContent("#leave-head");
    await page.click(`#leave [value=${answer}]`);
    return head;
  };
  const asked = await leave("stay");
  const stayed = [...(await both_()), await field(page, way).inputValue()];
  await leave("drop");
  await until(page, (wanted) => Sheet.now()?.path === wanted, other);
  const left = [...(await both_()), read(project) === before];
  const money = page.locator("details.section", { has: page.locator("summary", { hasText: /^金额/ }) }).first();
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const label = await money.locator(".root > .leaf > label").textContent();
  const unit = await money.locator(".root > .leaf > .unit").textContent();
  await money.locator(".root > .leaf > .amount").fill("12");
  const mark = await money.locator("summary small").first().textContent();
  await money.locator("button", { hasText: "加一项" }).click();
  const moved = await money.locator(".branch .amount").inputValue();
  await says(page, "文档上已经画出来了");
  await page.keyboard.press("Control+s");
  await says(page, "还没有写名称");
  const held = [await status(page), await page.getAttribute("#form-status", "class")];
  await money.locator(".branch input").first().fill("2101301 城乡医疗救助");
  const frame = page.frames().find((one) => one !== page.mainFrame());
  await frame.locator("body").press("Control+s");
  await says(page, "存好了");
  const saved = read(other);
  await undo(page);
  await page.click("#form-commit");
  await page.click("#ask-yes");
  const empty = await page.textContent("#ask-problem");
  await page.click("#ask-no");
  return { asked, project, other, stayed, left, label, unit, mark, moved, held, saved, empty };
}

async function looks(page) {
  await openForm(page);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const { nodes, ...found } = await audit(page);
  const roles = ["textbox", "combobox", "button", "table", "region", "dialog", "form"];
  const nameless = nodes.filter((one) => !one.ignored && roles.includes(one.role?.value) && !one.name?.value).map((one) => one.role.value);
  const controls = nodes.filter((one) => !one.ignored && ["textbox", "combobox"].includes(one.role?.value));
  const described = controls.filter((one) => one.description?.value || one.properties?.some(({ name }) => name === "describedby")).length;
  const wide = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth, document.getElementById("form").scrollWidth - document.getElementById("form").clientWidth]);
  return { ...found, nameless, controls: controls.length, described, wide };
}

(async () => {
  const { visit, asked, complaints, close } = await windows(executablePath, address);
  const seen = {};
  const hash = `#${encodeURIComponent(project)}`;
  const known = { every, typing, both, rows, meanwhile, mistakes, keyboard, fresh, leaving };
  for (const name of uses) {
    seen[name] = name === "looks" ? { narrow: await visit(looks, 360, hash), wide: await visit(looks, 1280, hash) } : await visit(known[name], 1280, hash);
  }
  await close();
  console.log(JSON.stringify({ ...seen, asked, complaints }));
})();
