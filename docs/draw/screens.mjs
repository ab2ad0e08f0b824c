// Takes the pictures of docs/pictures from a demo school that runs and has no cases yet:
//   DEMO_PASSWORD=... DATA_DIR=$(mktemp -d) mvn spring-boot:run     and then     node screens.mjs http://localhost:8080 <the password>
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base, password] = process.argv.slice(2);
if (!password) throw new Error('node screens.mjs <base URL> <password>');
const here = new URL('.', import.meta.url).pathname;
const pictures = join(here, '../pictures');
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--lang=pl', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const photo = await drawnPhoto();
const page = await browser.newPage({ viewport: { width: 1400, height: 860 }, locale: 'pl-PL' });
const shoot = async (name) => {
  await page.mouse.move(700, 5);
  await page.waitForTimeout(700); // animations and notices
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};

await page.goto(`${base}/camunda/app/tasklist/`);
await page.fill('[ng-model=username]', 'sekretariat');
await page.fill('[ng-model=password]', password);
await page.click('button[type=submit]');

await begin('kowalski jan 1a', 'Agnieszka Kowalska');
await shoot('start');
await submit();
await begin('wójcik zofia', 'Małgorzata Wójcik');
await submit();
await begin('nowak', null);
await submit();

await task('Zweryfikować zdjęcie');
await page.locator('.of-large img').waitFor();
await shoot('photo');
await page.check('#photo-accepted');
await complete();
await task('Wydrukować legitymację');
await page.locator('.of-download img').waitFor();
await shoot('tasklist');
await page.check('#outcome-printed');
await complete();
await task('Wydać legitymację', 'Czeka na rodzica');
await page.click('.of-quick button >> nth=1');
await page.check('#receiptSigned');
await complete();

await page.click('text=Rejestry');
await page.uncheck('#register-open');
await page.locator('.of-table tbody tr').first().waitFor();
await shoot('registers');

await page.setViewportSize({ width: 1000, height: 620 });
await page.goto(`${base}/demo/skrzynki`);
await page.click('.list a >> nth=0');
await page.click('.list a >> nth=0');
await shoot('mailbox');
await browser.close();

/** Nobody's face: the figure of the form tests as a JPEG. */
async function drawnPhoto() {
  const paper = await browser.newPage({ viewport: { width: 700, height: 900 } });
  const figure = readFileSync(join(here, '../../src/test/resources/front/portrait.svg'), 'utf8');
  await paper.setContent(`<style>body{margin:0}svg{display:block;width:700px;height:900px}</style>${figure}`);
  const buffer = await paper.screenshot({ type: 'jpeg', quality: 92 });
  await paper.close();
  return { name: 'zdjecie.jpg', mimeType: 'image/jpeg', buffer };
}

async function begin(student, applicant) {
  await page.click('.start-process-action a');
  await page.click('.modal-dialog ul.processes a:has-text("Wydanie legitymacji")');
  await page.fill('#student-search', student);
  await page.click('#student-search-list li >> nth=0');
  await page.click(applicant ? `.of-choices label:has-text("${applicant}")` : '#applicant-0');
  await page.selectOption('#channel', 'OFFICE');
  if (!applicant) return;
  await page.setInputFiles('#photo-file', photo);
  await page.locator('.of-photo img').waitFor();
}

async function submit() {
  await page.click('.modal-footer .btn-primary >> nth=-1');
  await page.locator('.modal-dialog').waitFor({ state: 'detached' });
}

async function task(name, list = 'Do wzięcia') {
  const card = page.locator('.tasks-list li.task', { hasText: name }).first();
  // jobs run in the background: a list is read anew when it is chosen
  for (let tries = 0; tries < 20 && !(await card.isVisible()); tries++) {
    for (const other of ['Po terminie', list]) await page.click(`[cam-tasklist-filters] a:has-text("${other}")`);
    await page.waitForTimeout(800);
  }
  await card.locator('h4 a').click();
  await page.click('button.claim');
  await page.locator('button.unclaim').waitFor();
  await page.locator('.of-case').waitFor();
}

async function complete() {
  await page.click('.form-actions .btn-primary');
  await page.locator('form[name=officeForm]').waitFor({ state: 'detached' });
}
