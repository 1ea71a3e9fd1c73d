// Looks at pages as a browser shows them: node look.mjs FOLDER PAGE...
// Prints, as JSON, what a person would trip over; writes the first page's screenshots into FOLDER.
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import puppeteer from 'puppeteer-core';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const [folder, ...pages] = process.argv.slice(2);

/** Opens a page and notes whatever it fetches besides itself, and whatever the browser says of it. */
async function open(browser, url, size, scheme, bypass) {
  const page = await browser.newPage();
  const fetched = [];
  const said = [];
  page.on('request', (request) => request.url() !== url && fetched.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.setBypassCSP(bypass);
  await page.setViewport(size);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(url);
  return { page, fetched, said };
}

/** What reaches beyond the right edge, or whose own text does. */
const overflowing = () =>
  [...document.querySelectorAll('body, body *')]
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const seen = box.width > 0 && box.height > 0 && !element.classList.contains('skip');
      const svg = element instanceof SVGElement;
      return seen && (box.right > innerWidth + 1 || (!svg && element.scrollWidth > element.clientWidth + 1
        && getComputedStyle(element).display !== 'inline'));
    })
    .map((element) => element.tagName + ' ' + element.textContent.trim().slice(0, 40));

/** Presses Tab through the page: what gets the focus, in which order, and whether one sees it. */
async function keyboard(page) {
  const wanted = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], summary, button, input, [tabindex]')].map((element) => element.textContent));
  const met = [];
  const unseen = [];
  for (let i = 0; i < wanted.length; i++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        text: element.textContent,
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0
          && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
      };
    });
    met.push(focus.text);
    if (!focus.seen) {
      unseen.push(focus.text);
    }
  }
  await page.keyboard.press('Enter');
  const opened = await page.evaluate(() => document.querySelectorAll('details[open]').length);
  return { wanted, met, unseen, opened };
}

/** The rules of WCAG 2.2 AA that a program can judge; contrast is among them. */
async function accessibility(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const told = (rules) =>
    rules.map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.html.slice(0, 120)).join(' | '));
  return {
    violations: told(found.violations),
    passed: found.passes.map((rule) => rule.id),
    // What a rule could not judge: contrast over a picture, for example.
    undecided: told(found.incomplete),
  };
}

async function look(browser, file, name, size, scheme, shots) {
  const url = pathToFileURL(resolve(file)).href;
  const plain = await open(browser, url, size, scheme, false);
  const view = {
    page: basename(file),
    size: name,
    scheme,
    overflowing: await plain.page.evaluate(overflowing),
    wider: await plain.page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth),
  };
  if (shots && scheme === 'light') {
    await plain.page.screenshot({ path: join(folder, 'report-' + name + '.png') });
  }
  view.keyboard = await keyboard(plain.page);
  await plain.page.emulateMediaType('print');
  view.printed = (await plain.page.pdf({ format: 'A4' })).length;
  view.fetched = plain.fetched;
  view.said = plain.said;
  await plain.page.close();
  // The page's own policy lets no script in, that of the judge neither.
  const judged = await open(browser, url, size, scheme, true);
  view.accessibility = await accessibility(judged.page);
  await judged.page.close();
  return view;
}

const browser = await puppeteer.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--font-render-hinting=none'],
  headless: 'shell',
});
try {
  const views = [];
  for (const [index, file] of pages.entries()) {
    for (const [name, size] of Object.entries(SIZES)) {
      for (const scheme of ['light', 'dark']) {
        views.push(await look(browser, file, name, size, scheme, index === 0));
      }
    }
  }
  console.log(JSON.stringify({ browser: await browser.version(), views }, null, 1));
} finally {
  await browser.close();
}
