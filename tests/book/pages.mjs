// Every page of the book in a headless Chromium: nothing comes from elsewhere, every link inside leads somewhere,
// nothing was left for a program to fill, formulas are MathML, and a page fits a phone. Light and dark.
//
//   node pages.mjs FOLDER CHROMIUM [PICTURES]

import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";
import { chromium } from "playwright-core";

const [folder, executablePath, pictures] = process.argv.slice(2);
const PATIENCE = 180_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const PICTURED = ["index", "lessons/foundations/01-neuron", "glossary", "datasets"];

// The page for an address that is none, the frame of those without scripts, and all chapters in one to print, are no
// pages of their own.
const pages = readdirSync(folder, { recursive: true })
  .filter((page) => page.endsWith(".html") && !/^(404|toc|print)\.html$/.test(page))
  .sort();
assert.ok(pages.includes("lessons/foundations/01-neuron.html"), `no chapter in ${pages}`);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const problems = [];
const links = new Map();
const ids = new Map();

for (const [colorScheme, viewport] of [["light", DESK], ["dark", PHONE]]) {
  const context = await browser.newContext({ colorScheme, viewport });
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE);
  tab.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`${tab.url()} asks for ${request.url()}`);
  });
  // The next page stops what the one before still waits for; only what is not there counts.
  tab.on("requestfailed", (request) => {
    const there = request.url().startsWith("file:") && existsSync(fileURLToPath(request.url()));
    if (!there) problems.push(`${tab.url()} does not get ${request.url()}`);
  });
  tab.on("pageerror", (error) => problems.push(`${tab.url()}: ${error}`));
  for (const page of pages) {
    const file = path.join(folder, page);
    await tab.goto(pathToFileURL(file).href);
    const seen = await tab.evaluate(() => ({
      left: (() => {
        const words = document.querySelector("main").cloneNode(true);
        words.querySelectorAll("code").forEach((code) => code.remove());
        return words.textContent.match(/\{figure:[^}]*\}|\{\{\w+\}\}|\$\$/)?.[0];
      })(),
      links: [...document.querySelectorAll("main a[href], nav a[href]")].map((link) => link.href),
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      errors: document.querySelectorAll("merror").length,
    }));
    links.set(file, seen.links);
    ids.set(file, new Set(seen.ids));
    if (seen.wide > 0) problems.push(`${page} is ${seen.wide} pixels too wide at ${viewport.width}`);
    if (seen.errors) problems.push(`${page} has a formula that is none`);
    if (seen.left) problems.push(`${page} still says ${seen.left}`);
    const name = page.replace(/\.html$/, "");
    if (pictures && PICTURED.includes(name)) {
      const place = path.join(pictures, `${name.replaceAll("/", "-")}-${colorScheme}.png`);
      await tab.screenshot({ path: place, fullPage: true });
    }
  }
  const ground = await tab.evaluate(() => getComputedStyle(document.body).color);
  const bright = ground.match(/\d+/g).slice(0, 3).every((part) => Number(part) > 128);
  if (bright !== (colorScheme === "dark")) problems.push(`text is ${ground} in ${colorScheme}`);
  await context.close();
}

let followed = 0;
for (const [file, found] of links) {
  for (const link of found.filter((link) => link.startsWith("file:"))) {
    const url = new URL(link);
    const anchor = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    const place = fileURLToPath(url);
    const there = existsSync(place) && statSync(place).isFile();
    followed += 1;
    if (!there) problems.push(`${path.relative(folder, file)} links to ${link}, which is not there`);
    else if (anchor && ids.has(place) && !ids.get(place).has(anchor)) {
      problems.push(`${path.relative(folder, file)} links to ${link}, which has no such place`);
    }
  }
}

const formulas = await (async () => {
  const tab = await browser.newPage();
  await tab.goto(pathToFileURL(path.join(folder, "lessons/foundations/01-neuron.html")).href);
  return tab.evaluate(() => document.querySelectorAll("main math").length);
})();
await browser.close();
assert.ok(formulas > 5, `${formulas} formulas in the first lesson`);
assert.deepEqual([...new Set(problems)], []);
console.log(`${pages.length} pages, ${followed} links inside, nothing from elsewhere`);
