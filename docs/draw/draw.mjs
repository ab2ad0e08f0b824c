// Draws every model under processes/ as an SVG in docs/processes, and as a PNG into the folder given as argument, if any.
import { readFileSync, writeFileSync, readdirSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';

const here = new URL('.', import.meta.url).pathname;
const models = join(here, '../../processes');
const pictures = join(here, '../processes');
const pngs = process.argv[2];
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.setContent('<div id="canvas" style="width:2400px;height:1200px"></div>');
await page.addScriptTag({ path: join(here, 'node_modules/bpmn-js/dist/bpmn-viewer.production.min.js') });
for (const file of readdirSync(models, { recursive: true }).filter((name) => name.endsWith('.bpmn'))) {
  const name = basename(file, '.bpmn');
  const svg = await page.evaluate(async (xml) => {
    document.querySelector('#canvas').innerHTML = '';
    const viewer = new window.BpmnJS({ container: '#canvas' });
    const { warnings } = await viewer.importXML(xml);
    if (warnings.length) throw new Error(warnings.map((w) => w.message).join('; '));
    return (await viewer.saveSVG()).svg;
  }, readFileSync(join(models, file), 'utf8'));
  writeFileSync(join(pictures, name + '.svg'), svg);
  if (pngs) {
    const shot = await browser.newPage({ viewport: { width: 2300, height: 1000 } });
    await shot.setContent(`<body style="margin:0;background:white">${svg}</body>`);
    await shot.locator('svg').screenshot({ path: join(pngs, name + '.png') });
    await shot.close();
  }
}
await browser.close();
