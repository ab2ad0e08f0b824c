/*
 * The registers: cases, cards, certificate duplicates and payments, searched, paged, saved as CSV. Plain JavaScript; Tasklist gives it a place to draw in
 * (office.js, route /rejestry).
 */
import { OFFICE, date, distance, get, plural, query } from './api.js';

const REGISTERS = [
  {
    id: 'cases',
    title: 'Sprawy',
    searchLabel: 'Szukaj sprawy: numer albo nazwisko ucznia',
    onlyOpen: true,
    one: 'sprawa', few: 'sprawy', many: 'spraw',
    columns: [
      ['Numer', (row) => row.number],
      ['Procedura', (row) => row.procedureName],
      ['Uczeń', (row) => row.student],
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
    one: 'wpis', few: 'wpisy', many: 'wpisów',
    columns: [
      ['Numer', (row) => lines(row.number, row.paper && row.carrier)],
      ['Uczeń', (row) => lines(row.student, row.schoolClass)],
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
];

/** A case that is over is never late. */
function deadline(row) {
  if (!row.deadline) return '';
  const away = row.outcome ? null : distance(row.deadline);
  if (!away || !(away.late || away.near)) return date(row.deadline);
  return element('span', {}, date(row.deadline), ' ', element('span', { class: `of-badge ${away.late ? 'of-bad' : 'of-warn'}` }, away.text));
}

/** One cell of several lines, the first is what matters; what is empty is left out. */
function lines(first, ...more) {
  const rest = more.filter(Boolean).map((text) => element('span', { class: 'of-hint' }, text));
  return rest.length ? element('span', { class: 'of-lines' }, first || '', ...rest) : first || '';
}

/** When and to whom, by the way it went. */
function handedOver(row) {
  if (row.letterNumber) {
    return `nr ${row.letterNumber}, wysłano ${date(row.sentOn)}${row.receivedOn ? `, doręczono ${date(row.receivedOn)}` : ''}`;
  }
  return row.handedOverOn && `${date(row.handedOverOn)}, ${row.handedOverTo}`;
}

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value === true ? '' : value);
  });
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function renderRegisters(place) {
  const panel = element('div', { role: 'tabpanel', id: 'register-panel', tabindex: '-1' });
  const tabs = REGISTERS.map((register, at) =>
    element('button', {
      type: 'button', role: 'tab', id: `tab-${register.id}`, 'aria-controls': 'register-panel',
      onclick: () => open(at),
      onkeydown: (event) => {
        if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
        const next = (at + (event.key === 'ArrowRight' ? 1 : -1) + REGISTERS.length) % REGISTERS.length;
        open(next);
        tabs[next].focus();
      },
    }, register.title));

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
    showRegister(panel, REGISTERS[at]);
  }
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
  const csv = element('a', { class: 'btn btn-default', download: true }, 'Zapisz jako CSV');
  const said = element('p', { class: 'of-said', role: 'status' });
  const problem = element('p', { class: 'of-error', role: 'alert' });
  const body = element('tbody', {});
  const head = element('tr', {}, ...register.columns.map(([title]) => element('th', { scope: 'col' }, title)));
  const table = element('table', { class: 'of-table', 'aria-label': register.title }, element('thead', {}, head), body);
  const pages = element('div', { class: 'of-pages' });

  panel.replaceChildren(
    element('div', { class: 'of-tools' },
      element('div', { class: 'of-field' }, element('label', { for: 'register-search' }, register.searchLabel), search),
      onlyOpen && element('label', { class: 'of-inline-check', for: 'register-open' }, onlyOpen, ' tylko sprawy w toku'),
      csv),
    problem,
    said,
    element('div', { class: 'of-scroll' }, table),
    pages,
  );
  ask({});

  function ask(change) {
    Object.assign(asked, change);
    csv.href = `${OFFICE}${register.id}.csv${query({ q: asked.q, open: asked.open })}`;
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
      : 'Nic nie znaleziono.';
    body.replaceChildren(...page.rows.map((row) =>
      element('tr', {}, ...register.columns.map(([title, value]) => element('td', { 'data-title': title }, value(row) || '')))));
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
}
