// JupyterLab in a headless Chromium, as a learner uses it: run a lesson and see its plot, watch a loss curve change in
// place, interrupt a training cell and still have the model.
//
//   node lab.mjs URL CHROMIUM [SCREENSHOT.png]

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [url, executablePath, screenshot] = process.argv.slice(2);
const PATIENCE = 180_000;
const CELLS = ".jp-Notebook .jp-CodeCell";

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(PATIENCE);

/** Runs a command of JupyterLab, as its menus do. */
const command = (id) => page.evaluate((id) => void window.jupyterapp.commands.execute(id), id);

/** Opens a notebook and waits for its kernel. */
async function open(name) {
  await page.goto(`${url}/lab/tree/${name}?reset`);
  await page.waitForSelector(CELLS);
  await page.waitForFunction(() => {
    const session = window.jupyterapp.shell.currentWidget?.context?.sessionContext;
    return session?.session?.kernel?.status === "idle";
  });
}

/** The cells of the notebook that is open: how far each is, and what it shows. */
const cells = () =>
  page.evaluate(() =>
    window.jupyterapp.shell.currentWidget.content.widgets
      .filter((cell) => cell.model.type === "code")
      .map((cell) => ({
        count: cell.model.executionCount,
        running: cell.model.executionState === "running",
        types: cell.model.outputs.toJSON().map((output) => output.output_type),
        text: JSON.stringify(cell.model.outputs.toJSON()),
      })),
  );

const until = async (what, done) => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const now = await cells();
    if (done(now)) return now;
    assert.ok(Date.now() < end, `${what}: ${JSON.stringify(now, null, 1)}`);
    await page.waitForTimeout(50);
  }
};

async function lesson() {
  await open("lesson.ipynb");
  await command("notebook:run-all-cells");
  const ran = await until("all cells of the lesson run", (cells) => cells.every((cell) => cell.count && !cell.running));
  assert.ok(!ran.some((cell) => cell.types.includes("error")), JSON.stringify(ran, null, 1));
  // Cells out of sight are not drawn; the first one with a picture is brought there.
  await page.evaluate(async () => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const pictures = (cell) => cell.model.outputs?.toJSON().some((output) => output.data?.["image/png"]);
    content.activeCellIndex = content.widgets.findIndex(pictures);
    await content.scrollToItem(content.activeCellIndex, "start");
  });
  const plot = page.locator(`.jp-CodeCell.jp-mod-active .jp-OutputArea-output :is(img, svg)`).first();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  assert.ok(box.width > 100 && box.height > 100, `the plot is seen: ${JSON.stringify(box)}`);
  const coloured = await page.locator(`${CELLS} .cm-line span[class]`).count();
  assert.ok(coloured > 10, "cells are coloured as Rust");
  if (screenshot) {
    await page.addStyleTag({ content: ".Toastify { display: none }" });
    await command("application:toggle-left-area");
    await page.setViewportSize({ width: 1000, height: 1240 });
    await page.evaluate(async () => {
      const { content } = window.jupyterapp.shell.currentWidget;
      await content.scrollToItem(content.activeCellIndex - 1, "start");
    });
    await page.waitForTimeout(1000);
    await page.screenshot({ path: screenshot });
  }
}

async function live() {
  await open("live.ipynb");
  await command("notebook:run-all-cells");
  const seen = new Set();
  await until("the live curve ends", (cells) => cells[0].count && cells[1].types.length > 0);
  const area = page.locator(`${CELLS}`).nth(1).locator(".jp-OutputArea-output");
  for (;;) {
    const [state] = (await cells()).slice(1);
    if (state.types.length > 0) {
      assert.equal(state.types.length, 1, "one display, replaced in place");
      seen.add(await area.first().innerHTML());
    }
    if (state.count && !state.running) break;
    await page.waitForTimeout(100);
  }
  assert.ok(seen.size >= 3, `the curve changed in place ${seen.size} times`);
}

async function interrupt() {
  await open("interrupt.ipynb");
  await command("notebook:run-all-cells");
  await until("the training cell runs", (cells) => cells[1].text.includes("training"));
  await command("notebook:interrupt-kernel");
  await until("the training cell is stopped", (cells) => cells[1].types.includes("error") && !cells[1].running);
  await page.evaluate(() => {
    window.jupyterapp.shell.currentWidget.content.activeCellIndex = 2;
  });
  await command("notebook:run-cell");
  await until("the model is still there", (cells) => cells[2].text.includes("after 1 steps: true"));
}

try {
  for (const story of [live, interrupt, lesson]) {
    await story();
    console.log(`ok   JupyterLab: ${story.name}`);
  }
} catch (error) {
  await page.screenshot({ path: "failed.png" });
  throw error;
} finally {
  await browser.close();
}
