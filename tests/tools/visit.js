// Uses the list of documents in Chromium as people do.
//
//   node visit.js CHROMIUM INDEX FOLDER QUERY…
//
// Prints JSON: what each way of using it led to. Downloads go to FOLDER.
"use strict";
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const [executablePath, index, folder, ...queries] = process.argv.slice(2);
const START = pathToFileURL(index).href;
const MANY = 200;

const shown = (page) =>
  page.evaluate(() => ({
    names: [...document.querySelectorAll("tbody tr")]
      .filter((row) => row.checkVisibility())
      .map((row) => row.querySelector("th a").textContent),
    headings: [...document.querySelectorAll("h2, h3")].filter((head) => head.checkVisibility()).length,
    status: document.querySelector('[role="status"]').textContent,
    open: document.querySelectorAll("details[open]").length,
    form: document.querySelector("form").checkVisibility(),
  }));

const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const name = element.labels?.[0]?.textContent ?? element.innerText;
    return `${element.localName}: ${name.trim()}`;
  });

async function search(page) {
  const found = {};
  for (const query of queries) {
    await page.fill("#words", query);
    found[query] = await shown(page);
  }
  await page.click("button");
  return { ...found, "": await shown(page) };
}

async function open(page) {
  await page.locator("th a").first().click();
  await page.waitForURL(/\d.*\.html$/);
  const opened = { url: page.url(), title: await page.title(), tables: await page.locator("table").count() };
  await page.goBack();
  return { ...opened, back: await shown(page) };
}

async function download(page) {
  const saved = {};
  for (const kind of ["Word", "Excel"]) {
    const link = page.locator(".files a", { hasText: kind }).first();
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    saved[kind] = { name: file.suggestedFilename(), href: await link.getAttribute("href") };
    await file.saveAs(join(folder, kind));
  }
  return saved;
}

// Only keys from here on: every stop of the tab key, then a search, a list of projects, and a document.
async function keyboard(page) {
  const tab = async () => {
    await page.keyboard.press("Tab");
    return focused(page);
  };
  const until = async (start) => {
    for (let count = 0; count < MANY; count += 1) {
      if ((await tab()).startsWith(start)) {
        return;
      }
    }
    throw new Error(`never came to ${start}`);
  };
  const skip = await tab();
  const skipShown = await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top >= 0);
  await page.keyboard.press("Enter");
  const afterSkip = [new URL(page.url()).hash, await tab()];
  await page.keyboard.type(queries[0]);
  const found = await shown(page);
  const outlined = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  await page.keyboard.press("Enter");
  const afterEnter = page.url();
  await until("button");
  await page.keyboard.press("Space");
  const cleared = [await shown(page), await focused(page)];
  await until("summary");
  await page.keyboard.press("Space");
  const unfolded = (await shown(page)).open;
  await page.keyboard.press("Space");
  const folded = (await shown(page)).open;
  await page.keyboard.press("Shift+Tab");
  const title = await focused(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\d.*\.html$/);
  const opened = await page.title();
  await until("div");
  const before = await page.evaluate(() => document.activeElement.scrollLeft);
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((left) => document.activeElement.scrollLeft > left, before);
  return { skip, skipShown, afterSkip, found, outlined, afterEnter, cleared, unfolded, folded, title, opened };
}

// A narrow window shows cards; what reads the page aloud still has to find tables.
async function roles(page) {
  const counted = {};
  for (const role of ["table", "columnheader", "rowheader", "cell"]) {
    counted[role] = await page.getByRole(role).count();
  }
  return counted;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const asked = [];
  const complaints = [];
  const visit = async (use, options = {}) => {
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.on("request", (request) => request.url().startsWith("file:") || asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (problem) => complaints.push(String(problem)));
    await page.goto(START);
    const result = await use(page);
    await context.close();
    return result;
  };
  const seen = {
    search: await visit(search),
    open: await visit(open),
    download: await visit(download),
    keyboard: await visit(keyboard, { viewport: { width: 320, height: 640 } }),
    plain: await visit((page) => page.locator("tbody tr:visible").count(), { javaScriptEnabled: false }),
    form: await visit((page) => page.locator("form:visible").count(), { javaScriptEnabled: false }),
    roles: await visit(roles, { viewport: { width: 320, height: 640 } }),
    asked,
    complaints,
  };
  await browser.close();
  console.log(JSON.stringify(seen));
})();
