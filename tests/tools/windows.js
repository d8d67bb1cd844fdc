// What form.js and preview.js have in common: windows of a preview in Chromium, and waiting for what they show.
//
// SLOW=8 makes the processor of each window that many times slower: what waits for too little fails then.
"use strict";
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");

const PATIENCE = { timeout: 120000 };
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RUN = (options) => `axe.run(document, ${JSON.stringify({ resultTypes: ["violations"], ...options })}).then((result) => JSON.stringify({
  rules: result.passes.length + result.violations.length,
  violations: result.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target.join(" "), failureSummary].join(" | "))),
}))`;

const until = (page, wanted, value) => page.waitForFunction(wanted, value, PATIENCE);
const drawn = (page, words) => until(page, (text) => document.querySelector("iframe").contentDocument.body.textContent.includes(text), words);

// Sent to the browser itself, so that the policies of the pages stay in force.
async function audit(page, options = {}) {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
  await evaluate(`${AXE};0`);
  const found = JSON.parse(await evaluate(RUN(options)));
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return { ...found, nodes };
}

// Returns what visits an address in a new window, and what the windows asked others for and complained about.
async function windows(executablePath, address) {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const [asked, complaints] = [[], []];
  const visit = async (use, width = 1280, hash = "") => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    page.setDefaultTimeout(PATIENCE.timeout);
    page.on("request", (request) => request.url().startsWith(address) || asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (problem) => complaints.push(String(problem.stack)));
    page.on("dialog", (dialog) => dialog.accept());
    if (process.env.SLOW) {
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.SLOW) });
    }
    await page.goto(`${address}${hash}`);
    await until(page, () => document.querySelector("iframe").contentDocument?.querySelector("main"));
    try {
      return await use(page);
    } catch (problem) {
      throw new Error(`${use.name}: ${problem.message}; ${await page.textContent("#form-status")}`);
    } finally {
      await page.close();
    }
  };
  return { visit, asked, complaints, close: () => browser.close() };
}

module.exports = { audit, drawn, until, windows, PATIENCE };
