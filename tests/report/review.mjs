// Walks through reports as an editor would. Usage: node review.mjs CHROMIUM, beside desk.html, many.html, hostile.html.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const which = (program) =>
  program.includes("/") ? program : execFileSync("which", [program], { encoding: "utf8" }).trim();
const browser = await chromium.launch({
  executablePath: which(process.argv[2]),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const DESK = { viewport: { width: 1440, height: 900 } };

const open = async (file, options = DESK) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => assert.fail(`the console says: ${message.text()}`));
  page.on("pageerror", (error) => assert.fail(`the script fails: ${error.message}`));
  page.on("request", (request) => assert.match(request.url(), /^(file|blob):/, "nothing is loaded from the network"));
  await page.goto(pathToFileURL(file).href);
  return page;
};
const accessible = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run());
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes[0].html]),
    [],
  );
};
const chosen = (page) => page.locator("mark.chosen").first();
const status = (page) => page.locator("#status").textContent();

// Steps, decisions, corrections and the gold file.
{
  const page = await open("desk.html");
  assert.equal(await page.locator("tbody tr a").count(), 3);
  assert.match(await page.locator(".chart").textContent(), /Wulan Sari Pertiwi/);
  await accessible(page);
  await page.screenshot({ path: "front.png" });
  await page.getByRole("link", { name: "Pasar Lama" }).click();
  const total = Number(/of (\d+) decided/.exec(await page.locator("#progress").textContent())[1]);
  assert.ok(total >= 4, `quotes are found: ${total}`);

  await page.keyboard.press("j");
  const first = await chosen(page).textContent();
  await page.keyboard.press("j");
  assert.notEqual(await chosen(page).textContent(), first);
  await page.keyboard.press("k");
  assert.equal(await chosen(page).textContent(), first);
  assert.match(await status(page), /^Quote 1 of \d+: /);
  await accessible(page);
  await page.screenshot({ path: "article.png" });

  // Filters take quotes out of the text and out of the steps.
  const direct = await page.locator("#text mark.on.direct").count();
  assert.ok(direct >= 3);
  await page.getByRole("checkbox", { name: /^Direct/ }).uncheck();
  assert.equal(await page.locator("#text mark.on.direct").count(), 0);
  await page.getByRole("checkbox", { name: /^Direct/ }).check();
  await page.locator("#left").getByRole("button", { name: "Darto Sumitro" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  assert.match(await page.locator(".who").textContent(), /Darto/);
  await page.locator("#left").getByRole("button", { name: "Darto Sumitro" }).click();

  // Accept one, correct one, reject one, add one.
  await page.locator("mark.direct", { hasText: "Atapnya sudah" }).click();
  await page.keyboard.press("a");
  assert.equal(await page.locator("#progress").textContent(), `1 of ${total} decided`);
  await page.locator("mark.direct", { hasText: "rugi dua kali" }).click();
  await page.keyboard.press("e");
  await page.getByLabel("Speaker's full name").fill("Wulan Sari P. <b>");
  await accessible(page);
  await page.screenshot({ path: "correct.png" });
  await page.getByRole("button", { name: "Save correction" }).click();
  await page.locator("mark.direct", { hasText: "Asal jangan" }).click();
  await page.keyboard.press("r");
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf("menyambut baik");
      if (at >= 0)
        getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + "menyambut baik ".length);
    }
  });
  await page.keyboard.press("n");
  await page.getByLabel("Quote is").selectOption("indirect");
  await page.getByRole("button", { name: "Save correction" }).click();

  // Decisions outlive the page.
  const before = await page.locator("#progress").textContent();
  await page.reload();
  assert.equal(await page.locator("#progress").textContent(), before);

  // What is left is accepted; then the article goes into the gold file, and no other.
  await page.keyboard.press("Escape");
  for (let i = 0; i < total + 1 && !/^(\d+) of \1 /.test(await page.locator("#progress").textContent()); i += 1) {
    await page.locator("#text mark.on:not(.accepted, .corrected, .rejected)").first().click();
    await page.keyboard.press("a");
  }
  assert.match(await page.locator("#progress").textContent(), /^(\d+) of \1 /);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  await download.saveAs("gold.jsonl");
  const gold = readFileSync("gold.jsonl", "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    gold.map(({ id }) => id),
    ["pasar"],
  );
  const text = [...gold[0].text];
  const content = gold[0].quotes.map(({ parts }) =>
    parts.map(({ start, end }) => text.slice(start, end).join("")).join(" "),
  );
  assert.ok(
    content.some((words) => words.startsWith("Atapnya sudah selesai") && words.includes("🙂")),
    content.join("\n"),
  );
  assert.ok(content.includes("menyambut baik"), content.join("\n"));
  assert.ok(!content.some((words) => words.startsWith("Asal jangan")));
  assert.equal(gold[0].non_speech.length, 1);
  await page.keyboard.press("]");
  await page.keyboard.press("]");
  await page.keyboard.press("i");
  assert.match(
    await page.locator("#progress").textContent(),
    /^2 of 3 /,
    "an article without quotes counts when opened",
  );
  assert.ok(gold[0].quotes.some(({ speaker }) => speaker.name === "Wulan Sari P. <b>"));
}

// Five hundred articles: the page opens, finds and turns without making anybody wait.
{
  const begun = Date.now();
  const page = await open("many.html");
  assert.equal(await page.locator("tbody tr a").count(), 500);
  await page.getByRole("searchbox").fill("Pasar Lama");
  assert.equal(await page.locator("tbody tr a").count(), 500);
  await page.getByRole("searchbox").fill("Besuki");
  assert.equal(await page.locator("tbody tr a").count(), 0);
  await page.getByRole("searchbox").fill("wulan sari");
  await page.locator("tbody tr a").nth(100).click();
  for (let i = 0; i < 20; i += 1) await page.keyboard.press("]");
  await page.keyboard.press("j");
  assert.match(page.url(), /#121\./);
  assert.ok(Date.now() - begun < 15000, `it took ${Date.now() - begun} ms`);
}

// An article is text, whatever it contains.
{
  const page = await open("hostile.html");
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await page.locator("main img, main b, main script").count(), 0);
  assert.match(await page.locator(".sheet h1").textContent(), /^<img src=x/);
  assert.match(await page.locator("#text").textContent(), /<script>hacked=1<\/script>/);
}

// Dark, small, and on paper: nothing sticks out sideways.
for (const [name, options] of [
  ["dark", { ...DESK, colorScheme: "dark" }],
  ["mobile", { viewport: { width: 390, height: 844 } }],
  ["tablet", { viewport: { width: 900, height: 1100 } }],
]) {
  const page = await open("desk.html", options);
  await accessible(page);
  await page.getByRole("link", { name: "Pasar Lama" }).click();
  await page.keyboard.press("j");
  await accessible(page);
  await page.screenshot({ path: `${name}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, `${name} scrolls sideways`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#right").isHidden());
}

await browser.close();
console.log("the report holds");
