/*
 * A student's page: what is with the card, the mobile card, photos, cases, mails and payments of one student, in one look; the search that
 * leads to it; and the export of everything held on a child. Plain JavaScript; Tasklist gives it a place to draw in (office.js, routes
 * /uczniowie and /uczen/:id).
 */
import { OFFICE, date, distance, get, moment, plural } from './api.js';
import { proofLink } from './case-parts.js';
import { element, lines } from './dom.js';

const MOST_FOUND = 50;

/** The page of a student; the name alone where there is nobody to link to. */
export function studentLink(id, name) {
  return id ? element('a', { href: `#/uczen/${id}` }, name) : name;
}

const badge = (text, look) => element('span', { class: `of-badge ${look || ''}` }, text);

function failed(place, failure) {
  place.replaceChildren(element('p', { class: 'of-error', role: 'alert' }, failure.message));
  if (failure.status === 401) place.append(element('a', { href: '#/login' }, 'Przejdź do logowania'));
}

// ---------------------------------------------------------------------------------------------------------- the search

export function renderStudents(place) {
  let waiting;
  let running;
  const search = element('input', {
    type: 'search', class: 'form-control', id: 'students-search', autocomplete: 'off', 'aria-describedby': 'students-hint',
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 250);
    },
  });
  const said = element('p', { class: 'of-said', role: 'status' });
  const problem = element('div', {});
  const body = element('tbody', {});
  const table = element('table', { class: 'of-table', 'aria-label': 'Znalezieni uczniowie', hidden: true },
    element('thead', {}, element('tr', {}, ...['Uczeń', 'Klasa', 'Data urodzenia', 'Status'].map((title) => element('th', { scope: 'col' }, title)))),
    body);

  place.classList.add('of-registers');
  place.append(
    element('h2', {}, 'Uczniowie'),
    element('p', {}, element('a', { href: '#/' }, '← Wróć do zadań')),
    element('div', { class: 'of-tools' }, element('div', { class: 'of-field' },
      element('label', { for: 'students-search' }, 'Szukaj ucznia: imię, nazwisko, klasa albo ich część'),
      element('p', { class: 'of-hint', id: 'students-hint' }, 'Wpisz co najmniej dwie litery. Znajdziesz także tych, którzy odeszli.'),
      search)),
    problem,
    said,
    element('div', { class: 'of-scroll' }, table));
  setTimeout(() => search.focus()); // Tasklist has yet to put it on the page

  function ask() {
    const q = search.value.trim();
    if (running) running.abort();
    if (q.length < 2) return show([], '');
    const mine = (running = new AbortController());
    get('students/everyone', { q }, mine.signal).then(
      (found) => show(found, counted(found.length)),
      (failure) => {
        if (failure.name === 'AbortError') return;
        show([], '');
        failed(problem, failure);
      });
  }

  function show(students, sentence) {
    problem.replaceChildren();
    said.textContent = sentence;
    table.hidden = !students.length;
    body.replaceChildren(...students.map((student) => element('tr', {},
      element('td', { 'data-title': 'Uczeń' }, lines(
        studentLink(student.id, student.name),
        student.formerly.length && `dawniej: ${student.formerly.join(', ')}`)),
      element('td', { 'data-title': 'Klasa' }, student.schoolClass),
      element('td', { 'data-title': 'Data urodzenia' }, date(student.birthDate)),
      element('td', { 'data-title': 'Status' }, student.attends ? student.status : badge(student.status, 'of-warn')))));
  }
}

function counted(found) {
  if (!found) return 'Nie ma takiego ucznia.';
  if (found === MOST_FOUND) return `Pokazano pierwszych ${MOST_FOUND} uczniów. Wpisz więcej liter.`;
  return `${found} ${plural(found, 'uczeń', 'uczniów', 'uczniów')}`;
}

// ------------------------------------------------------------------------------------------------------------ the page

export function renderStudent(place) {
  const { 1: id } = /^#\/uczen\/(\d+)/.exec(window.location.hash) || {};
  const shown = element('div', {}, element('p', { class: 'of-said', role: 'status' }, 'Wczytuję dane ucznia…'));
  place.classList.add('of-registers');
  place.append(
    element('p', { class: 'of-back' }, element('a', { href: '#/uczniowie' }, '← Uczniowie'), ' ', element('a', { href: '#/' }, '← Wróć do zadań')),
    shown);
  get(`students/${id}`).then((student) => show(shown, student), (failure) => failed(shown, failure));
}

function show(place, student) {
  const open = student.cases.filter(({ outcome }) => !outcome);
  const closed = student.cases.filter(({ outcome }) => outcome);
  const heading = element('h2', { tabindex: '-1' }, student.name);
  const formerNames = [...new Set(student.formerly.map(({ name }) => name))].filter((name) => name !== student.name);
  place.replaceChildren(
    element('section', { class: 'of-case', 'aria-label': 'W skrócie' },
      student.portraitId && element('span', { class: 'of-portrait' }, element('img', {
        src: `${OFFICE}photos/${encodeURIComponent(student.portraitId)}/portrait`, alt: `Zdjęcie: ${student.name}`,
      })),
      element('div', { class: 'of-case-body' },
        heading,
        formerNames.length && element('p', { class: 'of-hint' }, `dawniej: ${formerNames.join(', ')}`),
        facts([
          ['Klasa', student.schoolClass],
          ['Data urodzenia', date(student.birthDate)],
          ['Status', badge(student.status, student.attends ? 'of-good' : 'of-warn')],
          ['Legitymacja', cardInShort(student)],
          ['mLegitymacja', mobileInShort(student)],
          ['Sprawy w toku', open.length ? badge(String(open.length), 'of-warn') : 'brak'],
        ]))),
    part('Sprawy w toku', table(open, 'Nie ma sprawy w toku.', [
      ['Numer', (row) => row.number],
      ['Procedura', (row) => lines(row.procedure, row.reason)],
      ['Wpływ', (row) => date(row.receivedOn)],
      ['Termin', (row) => due(row.deadline)],
      ['Na co czeka', (row) => row.waits],
    ])),
    element('div', { class: 'of-student' },
      part('Opiekunowie', list(student.guardians, 'Nikogo nie wpisano.', (row) => lines(
        row.name,
        row.phone && element('a', { href: `tel:${row.phone}` }, row.phone),
        row.email))),
      part('Legitymacja', list(student.cards, 'Nie wydano legitymacji.', (row) => lines(
        element('span', {}, element('strong', {}, `nr ${row.number}`), ` ${row.kind}, ${row.carrier} `, badge(row.state, row.valid ? 'of-good' : '')),
        row.name !== student.name && `na nazwisko: ${row.name}`,
        row.issuedOn && `wydano ${date(row.issuedOn)}${row.handedOverTo ? `, odebrał(a): ${row.handedOverTo}` : ''}`,
        row.validUntil && `ważna do ${date(row.validUntil)}`,
        ...row.confirmations.map((text) => `potwierdzono na ${text}`),
        ...row.fate))),
      part('mLegitymacja',
        list(student.mobileCards, 'Nie wydano mLegitymacji.', (row) => lines(
          element('span', {}, badge(row.state, row.live ? 'of-good' : ''), ` do legitymacji nr ${row.cardNumber}`),
          `sprawa ${row.caseNumber}`,
          row.registeredOn && `zarejestrowano ${date(row.registeredOn)}`,
          row.codeGivenOn && `kod przekazano ${date(row.codeGivenOn)}`,
          row.activatedOn && `aktywowano ${date(row.activatedOn)}`,
          row.validUntil && `ważna do ${date(row.validUntil)}`,
          row.endedOn && `koniec ${date(row.endedOn)}${row.endReason ? `: ${row.endReason}` : ''}`)),
        student.objections.length && list(student.objections, '', (row) => lines(
          element('span', {}, `Sprzeciw z ${date(row.raisedOn)} `, badge(objection(row), row.stands ? 'of-bad' : '')),
          `${row.raisedBy}, ${row.form}`,
          row.takenBackOn && `cofnięto ${date(row.takenBackOn)}: ${row.takenBackBy}`))),
      part('Zdjęcia', list(student.photos, 'Nie ma zdjęć.', (row) => lines(
        element('span', {}, `${date(row.receivedOn)} `, badge(row.verdict, row.accepted ? 'of-good' : ''), ' ', row.pictured && element('a', {
          href: `${OFFICE}photos/${encodeURIComponent(row.id)}/preview`, target: '_blank', rel: 'noopener',
        }, 'pokaż', element('span', { class: 'sr-only' }, ` zdjęcie z ${date(row.receivedOn)} (w nowej karcie)`))),
        ...row.reasons,
        row.deletion))),
      student.formerly.length && part('Zmiany danych', list(student.formerly, '', (row) => lines(
        `${date(row.until)} – ${row.what.join('; ')}`,
        row.caseNumber ? `sprawa ${row.caseNumber}, ${row.by}` : 'z listy uczniów'))),
      student.departures.length && part('Odejścia i powroty', list(student.departures, '', (row) => lines(
        `${date(row.leftOn)} – ${row.reason}`,
        row.newSchool && `nowa szkoła: ${row.newSchool}`,
        row.note,
        row.returnedOn && `powrót ${date(row.returnedOn)}`)),
        !student.attends && element('p', {}, element('a', { href: '#/?processStart=student-comeback' }, 'Powrót ucznia albo cofnięcie odejścia'))),
      student.payments.length && part('Wpłaty', list(student.payments, '', (row) => lines(
        `${date(row.paidOn)} – ${row.amount}`,
        `${row.payer}, ${row.means}`,
        `sprawa ${row.caseNumber}`))),
      student.proofs.length && part('Potwierdzenia wpłat', list(student.proofs, '', (row) => lines(
        element('span', {}, `${date(row.receivedOn)} `, row.present ? proofLink(row) : row.kind),
        `dodał(a) ${row.receivedBy}, sprawa ${row.caseNumber}`,
        row.deletion))),
      student.certificates.length && part('Duplikaty świadectw', list(student.certificates, '', (row) => lines(
        element('span', {}, `nr ${row.number} `, badge(row.state)),
        `${row.certificate}, ${row.schoolYear}, klasa ${row.schoolClass}`,
        `sprawa ${row.caseNumber}`)))),
    part('Sprawy zakończone', table(closed, 'Nie ma zakończonych spraw.', [
      ['Numer', (row) => row.number],
      ['Procedura', (row) => lines(row.procedure, row.reason)],
      ['Wpływ', (row) => date(row.receivedOn)],
      ['Zakończono', (row) => date(row.closedOn)],
      ['Wynik', (row) => row.outcome],
    ])),
    part('Wiadomości', table(student.mails, 'Nie wysłano żadnej wiadomości.', [
      ['Kiedy', (row) => moment(row.at)],
      ['Temat', (row) => row.subject],
      ['Do kogo', (row) => row.recipient],
      ['Wysłanie', (row) => (row.failed ? badge(row.delivery, 'of-bad') : row.delivery)],
    ])),
    element('section', { class: 'of-part' },
      folded(`Historia (${student.history.length})`, student.history.map((row) => [moment(row.at), `${row.caseNumber}: ${row.text}`, row.who])),
      folded(`Kto zaglądał na tę stronę (${student.access.length})`, student.access.map((row) => [moment(row.at), row.what, row.who]))),
    student.exportable ? exporting(student) : '',
  );
  heading.focus();
}

function cardInShort({ cards }) {
  const valid = cards.find((card) => card.valid);
  return valid ? element('span', {}, `nr ${valid.number} `, badge(`ważna do ${date(valid.validUntil)}`, 'of-good')) : badge('nie ma ważnej', 'of-warn');
}

function mobileInShort({ mobileCards, objections }) {
  if (objections.some(({ stands }) => stands)) return badge('sprzeciw', 'of-bad');
  const live = mobileCards.find((mobile) => mobile.live) || mobileCards[0];
  return live ? badge(live.state, live.live ? 'of-good' : '') : 'brak';
}

/** Neither standing nor taken back: the student has come of age. */
function objection(row) {
  if (row.stands) return 'obowiązuje';
  return row.takenBackOn ? 'cofnięty' : 'nie obowiązuje – uczeń jest pełnoletni';
}

function due(deadline) {
  const away = distance(deadline);
  return away ? element('span', {}, `${date(deadline)} `, badge(away.text, (away.late && 'of-bad') || (away.near && 'of-warn'))) : 'nie biegnie';
}

let parts = 0;
function part(title, ...children) {
  const id = `student-part-${++parts}`;
  return element('section', { class: 'of-part', 'aria-labelledby': id }, element('h4', { id }, title), ...children.filter(Boolean));
}

function facts(rows) {
  return element('dl', { class: 'of-facts' }, ...rows.map(([title, value]) =>
    element('div', {}, element('dt', {}, title), element('dd', {}, value))));
}

function list(rows, none, shown) {
  return rows.length ? element('ul', { class: 'of-states' }, ...rows.map((row) => element('li', {}, shown(row)))) : element('p', {}, none);
}

function table(rows, none, columns) {
  if (!rows.length) return element('p', {}, none);
  return element('div', { class: 'of-scroll', tabindex: '0' }, element('table', { class: 'of-table' },
    element('thead', {}, element('tr', {}, ...columns.map(([title]) => element('th', { scope: 'col' }, title)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...columns.map(([title, value]) =>
      element('td', { 'data-title': title }, value(row) || '')))))));
}

function folded(title, rows) {
  return element('details', {},
    element('summary', {}, title),
    element('ol', { class: 'of-history' }, ...rows.map(([at, text, who]) =>
      element('li', {}, element('time', {}, at), ` ${text} `, element('em', {}, who)))));
}

/** The copy of everything, for whoever has the right to it; asked twice, because it leaves the office. */
function exporting(student) {
  const ask = element('button', { type: 'button', class: 'btn btn-default', onclick: () => turn(true) }, 'Eksport danych (RODO)');
  const take = element('a', {
    class: 'btn btn-primary', download: true, href: `${OFFICE}students/${student.id}/export`, onclick: () => setTimeout(() => turn(false)),
  }, 'Pobierz archiwum ZIP');
  const sure = element('div', { class: 'of-note', role: 'group', 'aria-label': 'Potwierdzenie eksportu' },
    element('p', {}, `Archiwum będzie zawierać wszystkie dane, które szkoła ma w tym programie o uczniu: ${student.name} – także dane wszystkich opiekunów,`
      + ' zdjęcia i treść wiadomości. Pobranie zostanie odnotowane. Wydaj je tylko osobie uprawnionej (art. 15 RODO).'),
    take,
    ' ',
    element('button', { type: 'button', class: 'btn btn-default', onclick: () => turn(false) }, 'Anuluj'));
  const place = element('section', { class: 'of-part', 'aria-label': 'Eksport danych' }, ask);
  function turn(asked) {
    place.replaceChildren(asked ? sure : ask);
    (asked ? take : ask).focus();
  }
  return place;
}
