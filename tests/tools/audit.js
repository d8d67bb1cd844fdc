// Looks at pages in Chromium as readers get them: narrow, wide and printed.
//
//   node audit.js CHROMIUM PAGE…
//
// Prints JSON: for each page and way of looking, what axe finds, what the browser complains about, what the page asks
// for besides itself, how wide the window and the page in it are, and how many first cells of its tables stay, and how
// many move, when these scroll.
"use strict";
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const WAYS = [
  { name: "320 px", width: 320, media: "screen" },
  { name: "1280 px", width: 1280, media: "screen" },
  { name: "print", width: 794, media: "print" },
];
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RUN = `axe.run(document, { resultTypes: ["violations"] }).then((result) => JSON.stringify({
  rules: result.passes.length + result.violations.length,
  violations: result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, help, target.join(" "), failureSummary].join(" | "))),
}))`;

const SCROLL = `[...document.querySelectorAll(".form")].flatMap((form) => {
  form.scrollLeft = 99;
  const { left } = form.getBoundingClientRect();
  const cells = form.scrollLeft < 99 ? [] : [...form.querySelectorAll(".first, .regular td:first-child")];
  return cells.map((cell) => Math.abs(cell.getBoundingClientRect().left - left) > 1.5);
}).reduce(([stay, move], moves) => [stay + !moves, move + moves], [0, 0])`;

// Sent to the browser itself, so that the policy of the page, which forbids every script of others, stays in force.
async function evaluate(session, expression) {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

async function look(browser, file, { name, width, media }) {
  const url = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width, height: 800 }, offline: true });
  const complaints = [];
  const asked = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (problem) => complaints.push(String(problem)));
  page.on("request", (request) => request.url() === url || asked.push(request.url()));
  await page.emulateMedia({ media });
  await page.goto(url);
  const session = await page.context().newCDPSession(page);
  // The window has its width for certain when it has been drawn.
  await evaluate(session, "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  const wide = await evaluate(session, "[innerWidth, document.documentElement.scrollWidth]");
  const styled = await evaluate(session, "getComputedStyle(document.body).marginTop === '0px'");
  await evaluate(session, `${AXE};0`);
  const found = JSON.parse(await evaluate(session, RUN));
  const cells = await evaluate(session, SCROLL);
  await page.close();
  return { file, way: name, cells, complaints, asked, wide, styled, ...found };
}

(async () => {
  const [executablePath, ...files] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const seen = [];
  for (const file of files) {
    for (const way of WAYS) {
      seen.push(await look(browser, file, way));
    }
  }
  await browser.close();
  console.log(JSON.stringify(seen));
})();
