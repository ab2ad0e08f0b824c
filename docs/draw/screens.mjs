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

await waitingForPrincipal([
  { student: 'świątek leon', card: 'A 101', reason: 'SCHOOL_ERROR', daysAgo: 21 },
  { student: 'zięba maja', card: 'A 102', reason: 'DATA_CHANGE', reasonNote: 'nowe nazwisko', daysAgo: 12 },
  { student: 'gołąb pola', card: 'A 103', reason: 'SCHOOL_ERROR', daysAgo: 3 },
]);
const principal = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'pl-PL', timezoneId: 'Europe/Warsaw' });
await principal.goto(`${base}/camunda/app/cockpit/`);
await principal.fill('[ng-model=username]', 'dyrektor');
await principal.fill('[ng-model=password]', password);
await principal.click('button[type=submit]');
await principal.locator('.of-tiles').waitFor();
await principal.goto(`${base}/camunda/app/cockpit/default/#/decyzje`);
for (const nth of [1, 2]) await principal.locator('article input[type=checkbox]').nth(nth).check();
await principal.waitForTimeout(700);
await principal.screenshot({ path: join(pictures, 'decisions.png') });
await principal.close();

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

/** Exchanges of older cards, as far as the principal's desk; by the API, as the clerk who is logged in. */
async function waitingForPrincipal(exchanges) {
  await page.evaluate(async ({ exchanges, jpeg }) => {
    const ENGINE = '/camunda/api/engine/engine/default';
    const OFFICE = '/camunda/api/office';
    const ask = async (path, body) => {
      const file = body instanceof FormData;
      const headers = { Accept: 'application/json' };
      if (body) headers['X-XSRF-TOKEN'] = decodeURIComponent(document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1]);
      if (body && !file) headers['Content-Type'] = 'application/json';
      const answer = await fetch(path, { method: body ? 'POST' : 'GET', headers, body: file || !body ? body : JSON.stringify(body) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${text}`);
      return text && JSON.parse(text);
    };
    const variables = (values) => ({
      variables: Object.fromEntries(Object.entries(values).map(([name, value]) =>
        [name, { value, type: typeof value === 'number' ? 'Long' : 'String' }])),
    });
    const start = (process, values) => ask(`${ENGINE}/process-definition/key/${process}/start`, variables(values));
    const day = (ago) => new Date(Date.now() - ago * 86400000).toISOString().slice(0, 10);
    for (const { student, card, reason, reasonNote, daysAgo } of exchanges) {
      const [{ id, guardians: [applicant] }] = await ask(`${OFFICE}/students?q=${encodeURIComponent(student)}`);
      await start('card-entry', { studentId: id, cardNumber: card, carrier: 'PLASTIC', issuedOn: day(400), validUntil: day(-300) });
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(atob(jpeg), (sign) => sign.charCodeAt(0))], { type: 'image/jpeg' }), 'zdjecie.jpg');
      form.append('studentId', id);
      const photo = await ask(`${OFFICE}/photos`, form);
      await start('card-exchange', {
        studentId: id, photoId: photo.id, applicantName: applicant.name, applicantEmail: applicant.email, channel: 'OFFICE',
        receivedOn: day(daysAgo), reason, reasonNote: reasonNote || null, attachments: 'APPLICATION,PROOF_OF_CHANGE',
      });
    }
    for (const task of await ask(`${ENGINE}/task`, { taskDefinitionKey: 'userTask_verifyPhoto' })) {
      await ask(`${ENGINE}/task/${task.id}/complete`, variables({ photoDecision: 'ACCEPTED' }));
    }
  }, { exchanges, jpeg: photo.buffer.toString('base64') });
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
