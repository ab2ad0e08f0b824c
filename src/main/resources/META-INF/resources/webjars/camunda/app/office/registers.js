/*
 * The registers: cases, cards, mobile cards, certificate duplicates and payments, searched, paged, saved as CSV, some printed; a case with its
 * letters; the application forms on paper. Plain JavaScript; Tasklist gives it a place to draw in
 * (office.js, route /rejestry).
 */
import { OFFICE, date, distance, get, moment, plural, query } from './api.js';
import { proofs } from './case-parts.js';
import { element, lines } from './dom.js';
import { studentLink } from './student.js';

const REGISTERS = [
  {
    id: 'cases',
    title: 'Sprawy',
    searchLabel: 'Szukaj sprawy: numer albo nazwisko ucznia',
    onlyOpen: true,
    details: showCase,
    one: 'sprawa', few: 'sprawy', many: 'spraw',
    columns: [
      ['Numer', (row) => row.number],
      ['Procedura', (row) => row.procedureName],
      ['Uczeń', (row) => studentLink(row.studentId, row.student)],
      ['Klasa', (row) => row.schoolClass],
      ['Wpływ', (row) => date(row.receivedOn)],
      ['Termin', (row) => deadline(row)],
      ['Stan', (row) => row.state],
      ['Wynik', (row) => row.outcome],
    ],
  },
  {
    id: 'cards',
    title: 'Ewidencja legitymacji',
    searchLabel: 'Szukaj legitymacji: numer albo nazwisko ucznia',
    printed: true,
    note: () => get('holograms').then((stock) =>
      `Hologramy w zapasie: ${stock.balance}. W roku szkolnym ${stock.schoolYear} naklejono ${stock.used}, zepsuto ${stock.spoiled}.`),
    one: 'wpis', few: 'wpisy', many: 'wpisów',
    columns: [
      ['Numer', (row) => lines(row.number, row.paper && row.carrier)],
      ['Uczeń', (row) => lines(studentLink(row.studentId, row.student), row.schoolClass)],
      ['Rodzaj', (row) => lines(row.kind, row.replaces && `za nr ${row.replaces}`)],
      ['Stan', (row) => row.state],
      ['Wydano', (row) => (row.issuedOn ? lines(date(row.issuedOn), row.handedOverTo) : lines('', `numer nadano ${date(row.assignedOn)}`))],
      ['Ważna do', (row) => date(row.validUntil)],
      ['Koniec ważności', (row) => lines(date(row.endedOn), row.endReason)],
      ['Zwrot', (row) => lines(date(row.returnedOn), row.returnedBy)],
      ['Uwagi', (row) => row.note],
    ],
  },
  {
    id: 'mobile-cards',
    title: 'mLegitymacje',
    searchLabel: 'Szukaj mLegitymacji: numer legitymacji albo nazwisko ucznia',
    printed: true,
    one: 'wpis', few: 'wpisy', many: 'wpisów',
    columns: [
      ['Uczeń', (row) => lines(studentLink(row.studentId, row.student), row.schoolClass)],
      ['Legitymacja', (row) => lines(`nr ${row.cardNumber}`, row.caseNumber)],
      ['Stan', (row) => row.state],
      ['Zarejestrowano', (row) => (row.registeredOn ? date(row.registeredOn) : lines('', `wniosek ${date(row.appliedOn)}`))],
      ['Kod przekazano', (row) => date(row.codeGivenOn)],
      ['Aktywowano', (row) => date(row.activatedOn)],
      ['Ważna do', (row) => date(row.validUntil)],
      ['Koniec', (row) => lines(date(row.endedOn), row.endReason)],
    ],
  },
  {
    id: 'certificates',
    title: 'Duplikaty świadectw',
    searchLabel: 'Szukaj duplikatu: numer albo nazwisko',
    one: 'wpis', few: 'wpisy', many: 'wpisów',
    columns: [
      ['Numer', (row) => lines(row.number, row.caseNumber)],
      ['Osoba', (row) => lines(row.nameNow, row.nameThen !== row.nameNow && `na świadectwie: ${row.nameThen}`)],
      ['Świadectwo', (row) => lines(row.certificate, `${row.schoolYear}, klasa ${row.schoolClass}`)],
      ['Stan', (row) => row.state],
      ['Przygotowano', (row) => (row.preparedOn ? lines(date(row.preparedOn), row.signatures) : lines('', `numer nadano ${date(row.assignedOn)}`))],
      ['Zatwierdzono', (row) => date(row.approvedOn)],
      ['Wydanie', (row) => lines(row.handedOverHow, handedOver(row), row.authorisation)],
      ['Uwagi', (row) => lines(row.annulledOn && `numer unieważniono ${date(row.annulledOn)}`, row.note)],
    ],
  },
  {
    id: 'payments',
    title: 'Wpłaty',
    searchLabel: 'Szukaj wpłaty: kto, tytuł, numer operacji lub sprawy',
    one: 'wpłata', few: 'wpłaty', many: 'wpłat',
    columns: [
      ['Data', (row) => date(row.paidOn)],
      ['Kwota', (row) => row.amount],
      ['Wpłacający i tytuł', (row) => lines(row.payer, row.title)],
      ['Skąd wiadomo', (row) => lines(row.means, row.reference)],
      ['Zaliczono na', (row) => lines('', ...row.usedFor.split('; '))],
      ['Reszta', (row) => row.rest],
      ['Stan', (row) => (row.open ? element('span', { class: 'of-badge of-warn' }, row.state) : row.state)],
      ['Ostatni krok', (row) => row.lastStep],
      ['Zapisano', (row) => lines(date(row.recordedOn), row.recordedBy)],
    ],
  },
  {
    id: 'erasures',
    title: 'Usunięte dane',
    note: () => Promise.resolve('Co noc program usuwa dane, których czas przechowywania minął, i zapisuje, ile ich było.'),
    one: 'wpis', few: 'wpisy', many: 'wpisów',
    columns: [
      ['Dzień', (row) => date(row.on)],
      ['Co usunięto', (row) => row.what],
      ['Ile', (row) => String(row.quantity)],
    ],
  },
];

/** S3's annexes, by number. */
const FORMS = [
  'Wymiana legitymacji', 'Duplikat legitymacji', 'Wydanie mLegitymacji', 'Unieważnienie mLegitymacji', 'Duplikat świadectwa',
].map((title, at) => ({ title, number: at + 1 }));

const TABS = [
  ...REGISTERS.map((register) => ({ id: register.id, title: register.title, show: (panel) => showRegister(panel, register) })),
  { id: 'forms', title: 'Druki', show: showForms },
];

/** A case that is over is never late. */
function deadline(row) {
  if (!row.deadline) return '';
  const away = row.outcome ? null : distance(row.deadline);
  if (!away || !(away.late || away.near)) return date(row.deadline);
  return element('span', {}, date(row.deadline), ' ', element('span', { class: `of-badge ${away.late ? 'of-bad' : 'of-warn'}` }, away.text));
}

/** When and to whom, by the way it went. */
function handedOver(row) {
  if (row.letterNumber) {
    return `nr ${row.letterNumber}, wysłano ${date(row.sentOn)}${row.receivedOn ? `, doręczono ${date(row.receivedOn)}` : ''}`;
  }
  return row.handedOverOn && `${date(row.handedOverOn)}, ${row.handedOverTo}`;
}

export function renderRegisters(place) {
  const panel = element('div', { role: 'tabpanel', id: 'register-panel', tabindex: '-1' });
  const tabs = TABS.map(({ id, title }, at) =>
    element('button', {
      type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'register-panel',
      onclick: () => open(at),
      onkeydown: (event) => {
        if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
        const next = (at + (event.key === 'ArrowRight' ? 1 : TABS.length - 1)) % TABS.length;
        open(next);
        tabs[next].focus();
      },
    }, title));

  place.classList.add('of-registers');
  place.append(
    element('h2', {}, 'Rejestry'),
    element('p', {}, element('a', { href: '#/' }, '← Wróć do zadań')),
    element('div', { role: 'tablist', 'aria-label': 'Rejestry', class: 'of-tabs' }, ...tabs),
    panel,
  );
  open(0);

  function open(at) {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', tabs[at].id);
    TABS[at].show(panel);
  }
}

/** A link to a PDF, which opens beside the page; `path` counts from the office's endpoints. */
function pdf(path, text, about) {
  return element('a', {
    class: 'btn btn-default btn-sm', target: '_blank', rel: 'noopener', href: OFFICE + path,
  }, text, element('span', { class: 'sr-only' }, `${about ? ` – ${about}` : ''} (PDF, w nowej karcie)`));
}

function showRegister(panel, register) {
  const asked = { q: '', open: register.onlyOpen || undefined, page: 0 };
  let running;
  let waiting;

  const search = element('input', {
    type: 'search', class: 'form-control', id: 'register-search', autocomplete: 'off',
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask({ q: search.value.trim(), page: 0 }), 250);
    },
  });
  const onlyOpen = register.onlyOpen && element('input', {
    type: 'checkbox', id: 'register-open', checked: true,
    onchange: () => ask({ open: onlyOpen.checked || undefined, page: 0 }),
  });
  const print = register.printed && element('a', { class: 'btn btn-default', target: '_blank', rel: 'noopener' },
    'Drukuj', element('span', { class: 'sr-only' }, ' (PDF, w nowej karcie)'));
  const details = element('div', {});
  const csv = element('a', { class: 'btn btn-default', download: true }, 'Zapisz jako CSV');
  const said = element('p', { class: 'of-said', role: 'status' });
  const note = element('p', { class: 'of-hint' });
  const problem = element('p', { class: 'of-error', role: 'alert' });
  const body = element('tbody', {});
  const head = element('tr', {}, ...register.columns.map(([title]) => element('th', { scope: 'col' }, title)));
  const table = element('table', { class: 'of-table', 'aria-label': register.title }, element('thead', {}, head), body);
  const pages = element('div', { class: 'of-pages' });

  panel.replaceChildren(
    register.searchLabel ? element('div', { class: 'of-tools' },
      element('div', { class: 'of-field' }, element('label', { for: 'register-search' }, register.searchLabel), search),
      onlyOpen && element('label', { class: 'of-inline-check', for: 'register-open' }, onlyOpen, ' tylko sprawy w toku'),
      csv,
      print) : '',
    problem,
    note,
    said,
    details,
    element('div', { class: 'of-scroll' }, table),
    pages,
  );
  if (register.note) register.note().then((text) => (note.textContent = text), () => {}); // whoever may not see it misses a line
  ask({});

  function ask(change) {
    Object.assign(asked, change);
    csv.href = `${OFFICE}${register.id}.csv${query({ q: asked.q, open: asked.open })}`;
    if (print) print.href = `${OFFICE}${register.id}.pdf${query({ q: asked.q })}`;
    details.replaceChildren();
    if (running) running.abort();
    const mine = (running = new AbortController());
    get(register.id, asked, mine.signal).then(show, (failure) => {
      if (failure.name === 'AbortError') return;
      said.textContent = '';
      body.replaceChildren();
      pages.replaceChildren();
      problem.replaceChildren(failure.message);
      if (failure.status === 401) problem.append(' ', element('a', { href: '#/login' }, 'Przejdź do logowania'));
    });
  }

  function show(page) {
    problem.textContent = '';
    said.textContent = page.total
      ? `${page.total} ${plural(page.total, register.one, register.few, register.many)}`
      : asked.open ? 'Nie ma takiej sprawy w toku. Sprawy zakończone są teraz ukryte.' : 'Nic nie znaleziono.';
    if (!page.total && asked.open) {
      said.append(' ', element('button', {
        type: 'button', class: 'btn btn-default btn-sm', onclick: () => {
          onlyOpen.checked = false;
          onlyOpen.focus();
          ask({ open: undefined, page: 0 });
        },
      }, 'Szukaj także w zakończonych'));
    }
    body.replaceChildren(...page.rows.map((row) =>
      element('tr', {}, ...register.columns.map(([title, value], at) =>
        element('td', { 'data-title': title }, at === 0 && register.details ? opener(row, value(row)) : value(row) || '')))));
    table.hidden = !page.rows.length;

    const last = Math.max(Math.ceil(page.total / page.pageSize) - 1, 0);
    const turn = (title, to, possible) =>
      element('button', { type: 'button', class: 'btn btn-default btn-sm', disabled: !possible, onclick: () => ask({ page: to }) }, title);
    pages.replaceChildren(...(last ? [
      turn('Poprzednia', page.page - 1, page.page > 0),
      element('span', {}, `strona ${page.page + 1} z ${last + 1}`),
      turn('Następna', page.page + 1, page.page < last),
    ] : []));
  }

  /** The row's first cell, which opens the whole of it above the table and takes the keyboard there and back. */
  function opener(row, text) {
    const button = element('button', {
      type: 'button', class: 'btn-link of-open', 'aria-label': `${text} – pokaż szczegóły`,
      onclick: () => register.details(details, row, () => {
        details.replaceChildren();
        button.focus();
      }),
    }, text);
    return button;
  }
}

/** One case: its facts, its letters, what happened. */
function showCase(place, { number }, close) {
  get(`cases/${encodeURIComponent(number)}`).then(
    (found) => {
      const heading = element('h4', { id: 'case-heading', tabindex: '-1' }, `Sprawa ${found.number}`);
      const facts = [
        ['Uczeń', found.student && element('span', {}, studentLink(found.student.id, found.student.name), `, ${found.student.schoolClass}`)],
        ['Procedura', found.procedureName],
        ['Przyczyna', [found.reason, found.reasonNote].filter(Boolean).join(' – ')],
        ['Wnioskodawca', found.applicant.name],
        ['E-mail', found.applicant.email],
        ['Telefon', found.applicant.phone],
        ['Wpływ', date(found.receivedOn)],
        ['Termin', date(found.deadline)],
        ['Stan', found.state],
        ['Wynik', found.outcome],
        ['Legitymacja', found.card && `nr ${found.card.number} (${found.card.state})`],
        ...mobileFacts(found.mobileCard),
        ['Potwierdzenia wpłaty', found.proofs.length > 0 && proofs(found)],
      ].filter(([, value]) => value);
      place.replaceChildren(element('section', { class: 'of-part', 'aria-labelledby': 'case-heading' },
        heading,
        element('dl', { class: 'of-facts' }, ...facts.map(([title, value]) =>
          element('div', {}, element('dt', {}, title), element('dd', {}, value)))),
        element('p', { class: 'of-letters' }, ...found.letters.flatMap(({ href, label }) => [pdf(href, `Wydrukuj: ${label}`), ' '])),
        element('details', {},
          element('summary', {}, `Przebieg sprawy (${found.history.length})`),
          element('ol', { class: 'of-history' }, ...found.history.map((entry) =>
            element('li', {}, element('time', {}, moment(entry.at)), ` ${entry.text} `, element('em', {}, entry.who))))),
        element('p', {}, element('button', { type: 'button', class: 'btn btn-default btn-sm', onclick: close }, 'Zamknij szczegóły'))));
      heading.focus();
    },
    (failure) => place.replaceChildren(element('p', { class: 'of-error', role: 'alert' }, failure.message)),
  );
}

/** What a procedure about a mobile card is about; never its code. */
function mobileFacts(mobile) {
  return mobile ? [
    ['mLegitymacja', mobile.state],
    ['Zarejestrowano', date(mobile.registeredOn)],
    ['mLegitymacja ważna do', date(mobile.validUntil)],
    ['Do legitymacji', `nr ${mobile.cardNumber}, ważna do ${date(mobile.cardValidUntil)}`],
  ] : [];
}

/** The application forms on paper: empty, or with a student's data. */
function showForms(panel) {
  let waiting;
  let running;
  const search = element('input', {
    type: 'search', class: 'form-control', id: 'register-search', autocomplete: 'off', 'aria-describedby': 'forms-hint',
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 250);
    },
  });
  const said = element('p', { class: 'of-said', role: 'status' });
  const problem = element('p', { class: 'of-error', role: 'alert' });
  const body = element('tbody', {});
  const table = element('table', { class: 'of-table', 'aria-label': 'Druki z danymi ucznia', hidden: true },
    element('thead', {}, element('tr', {}, ...['Uczeń', 'Klasa', 'Wniosek z danymi ucznia'].map((title) => element('th', { scope: 'col' }, title)))),
    body);
  const forms = (path, about) => FORMS.flatMap(({ title, number }) => [pdf(`${path}forms/${number}`, `${number}. ${title}`, about), ' ']);

  panel.replaceChildren(
    element('section', { class: 'of-part', 'aria-labelledby': 'empty-heading' },
      element('h4', { id: 'empty-heading' }, 'Puste wnioski'),
      element('p', { class: 'of-letters' }, ...forms('', 'pusty'))),
    element('section', { class: 'of-part', 'aria-labelledby': 'filled-heading' },
      element('h4', { id: 'filled-heading' }, 'Wnioski z danymi ucznia'),
      element('div', { class: 'of-field' },
        element('label', { for: 'register-search' }, 'Szukaj ucznia: imię, nazwisko, klasa albo ich część'),
        element('p', { class: 'of-hint', id: 'forms-hint' }, 'Wpisz co najmniej dwie litery.'),
        search),
      problem,
      said,
      element('div', { class: 'of-scroll' }, table)),
  );

  function ask() {
    const q = search.value.trim();
    if (running) running.abort();
    if (q.length < 2) return show([], '');
    const mine = (running = new AbortController());
    get('students', { q }, mine.signal).then(
      (students) => show(students, students.length
        ? `${students.length} ${plural(students.length, 'uczeń', 'uczniów', 'uczniów')}`
        : 'Nie ma takiego ucznia.'),
      (failure) => {
        if (failure.name === 'AbortError') return;
        show([], '');
        problem.textContent = failure.message;
      });
  }

  function show(students, sentence) {
    problem.textContent = '';
    said.textContent = sentence;
    table.hidden = !students.length;
    body.replaceChildren(...students.map((student) => element('tr', {},
      element('td', { 'data-title': 'Uczeń' }, student.name),
      element('td', { 'data-title': 'Klasa' }, student.schoolClass),
      element('td', { 'data-title': 'Wniosek', class: 'of-letters' }, ...forms(`students/${student.id}/`, student.name)))));
  }
}
