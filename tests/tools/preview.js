// Uses a preview in Chromium as people do, while the content changes below it.
//
//   node preview.js CHROMIUM ADDRESS FILE
//
// FILE is the YAML file of the first document; what is changed in it is put back. Prints JSON: what each way led to.
"use strict";
const { readFileSync, writeFileSync } = require("node:fs");
const { audit, drawn, until, windows } = require("./windows.js");

const [executablePath, address, file] = process.argv.slice(2);
const MANY = 400;

const sound = readFileSync(file, "utf8");
const write = (old, text) => writeFileSync(file, sound.replace(old, text));
const inside = (page) => page.frames().find((frame) => frame !== page.mainFrame());

async function edits(page) {
  const frame = inside(page);
  const scroll = () => frame.evaluate(() => window.scrollY);
  const figure = frame.locator("a.figure").nth(20);
  await figure.focus();
  const before = [await scroll(), await figure.getAttribute("href")];
  const began = Date.now();
  write("人均标准: 5 元/人", "人均标准: 6 元/人");
  await drawn(page, "6元/人");
  const seen = Date.now() - began;
  const after = [await scroll(), await frame.evaluate(() => document.activeElement.getAttribute("href"))];
  const marked = await frame.locator(".changed").count();
  await until(page, () => !document.getElementById("changes").hidden);
  await page.click("#changes summary");
  await page.locator("#changes button").first().click();
  const revealed = await frame.locator(".changed").first().evaluate((mark) => {
    const { top, bottom } = mark.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  writeFileSync(file, Buffer.from([0xc4, 0xfe]));
  await until(page, () => document.getElementById("status").textContent);
  const broken = {
    status: await page.textContent("#status"),
    problems: await page.textContent("#problems summary"),
    open: await page.locator("#problems").evaluate((box) => box.open),
    shown: await frame.locator("main").isVisible(),
  };
  writeFileSync(file, sound);
  await until(page, () => !document.getElementById("status").textContent);
  await drawn(page, "5元/人");
  return { before, after, seen, marked, revealed, broken };
}

// Each figure is clicked; where the click would lead is taken down instead of opening an editor.
async function figures(page) {
  const frame = inside(page);
  await frame.evaluate(() => {
    window.led = [];
    document.addEventListener("click", (event) => {
      event.preventDefault();
      window.led.push(event.target.closest("a").href);
    });
  });
  const links = frame.locator("a.figure");
  const count = await links.count();
  for (let number = 0; number < count; number += 1) {
    await links.nth(number).click();
  }
  return { count, led: await frame.evaluate(() => window.led) };
}

// Only keys: from the list of documents to a figure of the document, and what it tells.
async function keyboard(page) {
  const focused = async () => {
    const at = await page.evaluate(() => document.activeElement.id || document.activeElement.localName);
    return at === "page" ? inside(page).evaluate(() => document.activeElement.className || document.activeElement.localName) : at;
  };
  const stops = [];
  for (let number = 0; number < MANY && stops.at(-1) !== "figure"; number += 1) {
    await page.keyboard.press("Tab");
    stops.push(await focused());
  }
  const told = await inside(page).evaluate(() => getComputedStyle(document.activeElement, "::after").content);
  const outline = await inside(page).evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  return { stops: [...new Set(stops)], told, outline };
}

async function looks(page) {
  const wide = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  const framed = await inside(page).evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  const shell = await audit(page, { iframes: false });
  await page.goto(inside(page).url());
  return { wide, framed, shell, document: await audit(page) };
}

(async () => {
  const { visit, asked, complaints, close } = await windows(executablePath, address);
  const seen = {
    edits: await visit(edits),
    figures: await visit(figures),
    keyboard: await visit(keyboard),
    narrow: await visit(looks, 360),
    wide: await visit(looks),
    asked,
    complaints,
  };
  await close();
  console.log(JSON.stringify(seen));
})();
