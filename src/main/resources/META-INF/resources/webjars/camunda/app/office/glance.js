/*
 * The office at a glance, on Cockpit's start page: how much is open, what is late and for whom it waits, how long things take,
 * and what went wrong.
 */
import { get, moment, plural, post } from './api.js';
import { element } from './dom.js';

const WHOM = { OFFICE: 'na sekretariat', PRINCIPAL: 'na dyrektora', APPLICANT: 'na wnioskodawcę' };

const days = (n) => `${String(n).replace('.', ',')} ${Number.isInteger(n) ? plural(n, 'dzień', 'dni', 'dni') : 'dnia'}`;
const cases = (n) => `${n} ${plural(n, 'sprawa', 'sprawy', 'spraw')}`;

export function renderGlance(node) {
  const place = element('section', { class: 'of-principal of-glance', 'aria-labelledby': 'glance-heading' });
  node.append(place);
  const heading = () => element('h2', { id: 'glance-heading' }, 'Sekretariat w skrócie');
  place.append(heading(), element('p', { role: 'status' }, 'Wczytuję…'));

  const load = () => get('glance').then(
    (found) => place.replaceChildren(heading(), ...drawn(found)),
    (failure) => place.replaceChildren(heading(), element('p', { class: 'of-error', role: 'alert' }, failure.message)),
  );

  function drawn(found) {
    return [
      element('ul', { class: 'of-tiles' },
        tile(found.open, plural(found.open, 'otwarta sprawa', 'otwarte sprawy', 'otwartych spraw')),
        tile(found.late, 'po terminie', found.late ? 'of-bad' : ''),
        ...Object.entries(found.waiting).map(([whom, n]) => tile(n, `${plural(n, 'czeka', 'czekają', 'czeka')} ${WHOM[whom]}`))),
      element('p', {}, element('a', { class: 'btn btn-primary', href: '#/decyzje' }, 'Decyzje dyrektora')),
      element('div', { class: 'of-columns' },
        element('div', {}, element('h3', {}, 'Otwarte sprawy'), open(found)),
        element('div', {}, element('h3', {}, `Ile trwa sprawa w roku szkolnym ${found.schoolYear}`), pace(found)),
        element('div', {}, element('h3', {}, 'Kłopoty'), ...troubles(found))),
    ];
  }

  function tile(n, text, look = '') {
    return element('li', { class: look }, element('strong', {}, String(n)), ' ', text);
  }

  function open({ procedures }) {
    if (!procedures.length) return element('p', {}, 'Nie ma otwartych spraw.');
    return element('table', { class: 'of-table' },
      element('thead', {}, element('tr', {}, ...['Procedura', 'Otwarte', 'Po terminie', 'Na jakim etapie'].map((title) => element('th', { scope: 'col' }, title)))),
      element('tbody', {}, ...procedures.map((row) => element('tr', {},
        element('th', { scope: 'row' }, row.name),
        element('td', {}, String(row.open)),
        element('td', {}, row.late ? element('span', { class: 'of-badge of-bad' }, String(row.late)) : '–'),
        element('td', {}, element('ul', {}, ...row.stages.map((stage) =>
          element('li', {}, `${stage.text[0].toUpperCase()}${stage.text.slice(1)}: `, element('strong', {}, String(stage.cases))))))))));
  }

  /** Bars against the deadline; the same is said in words beside them. */
  function pace({ pace: rows }) {
    if (!rows.length) return element('p', {}, 'W tym roku szkolnym nie zakończono jeszcze żadnej sprawy.');
    const most = Math.max(...rows.flatMap((row) => [row.medianDays, row.deadlineDays])) * 1.1;
    const part = (n) => `${(100 * n) / most}%`;
    return element('div', {},
      element('p', { class: 'of-hint' }, 'Połowa spraw trwała najwyżej tyle, od wniosku do zakończenia, razem z czekaniem na wnioskodawcę. Kreska: termin.'),
      element('ul', { class: 'of-pace' }, ...rows.map((row) => {
        const bar = element('span', { class: `of-bar ${row.medianDays > row.deadlineDays ? 'of-over' : ''}` });
        const mark = element('span', { class: 'of-mark' });
        bar.style.width = part(row.medianDays);
        mark.style.left = part(row.deadlineDays);
        return element('li', {},
          element('span', {}, element('strong', {}, row.name), ` – ${days(row.medianDays)}, termin ${days(row.deadlineDays)} (${cases(row.closed)})`),
          element('span', { class: 'of-scale', 'aria-hidden': 'true' }, bar, mark));
      })));
  }

  function troubles({ failedMails, mailsBeingRepeated, failedSteps, mayRetry }) {
    if (!failedMails.length && !mailsBeingRepeated && !failedSteps.length) {
      return [element('p', {}, element('span', { class: 'of-badge of-good' }, 'brak'), ' Wszystkie e-maile wyszły, wszystkie kroki się powiodły.')];
    }
    return [
      failedMails.length ? element('div', {},
        element('h4', {}, 'E-maile, których nie da się doręczyć'),
        element('p', { class: 'of-hint' }, 'Sekretariat ma zadanie, żeby zawiadomić inaczej.'),
        element('ul', {}, ...failedMails.map((mail) => element('li', {}, `${mail.subject}, ${moment(mail.at)}`,
          element('span', { class: 'of-hint' }, ` ${mail.failure || ''}`))))) : null,
      mailsBeingRepeated ? element('p', {}, `E-maile, których wysłanie program ponawia: ${mailsBeingRepeated}.`) : null,
      failedSteps.length ? element('div', {},
        element('h4', {}, 'Kroki, których program nie zdołał wykonać'),
        mayRetry ? null : element('p', { class: 'of-hint' }, 'Ponowić je może sekretariat (zadanie „Wyjaśnić usterkę”) albo administrator.'),
        element('ul', { class: 'of-steps' }, ...failedSteps.map((step) => failedStep(step, mayRetry)))) : null,
    ];
  }

  function failedStep({ jobId, process, step, caseNumber, since, message }, mayRetry) {
    const said = element('p', { role: 'status' });
    const again = element('button', { type: 'button', class: 'btn btn-default btn-sm', onclick: async () => {
      again.disabled = true;
      try {
        await post(`failed-steps/${encodeURIComponent(jobId)}/retry`);
        said.textContent = 'Program próbuje jeszcze raz. Jeśli się uda, usterka zniknie z tej strony.';
        setTimeout(() => place.isConnected && load(), 5000);
      } catch (failure) {
        said.textContent = failure.message;
        again.disabled = false;
      }
    } }, 'Spróbuj ponownie', element('span', { class: 'sr-only' }, `: ${step}`));
    return element('li', {},
      `Nie udał się krok „${step}”${process ? `, ${process.toLowerCase()}` : ''}${caseNumber ? `, sprawa ${caseNumber}` : ''} (${moment(since)}). `,
      mayRetry && jobId ? again : null,
      said,
      message ? element('details', {}, element('summary', {}, 'Komunikat dla informatyka'), element('p', { class: 'of-letter' }, message)) : null);
  }

  load();
}
