/*
 * "Decyzje dyrektora" in Cockpit: everything that waits for the principal, the oldest deadline first; approved one by one or
 * several at once after a second look at the names, refused with reasons, or asked about.
 *
 * What was typed is kept until it is sent, also while somebody logs in anew: in this page's memory, and nowhere else.
 */
import { OfficeError, date, engine, get, moment, plural } from './api.js';
import { deadline, facts, history, portrait, reason, verified } from './case-parts.js';
import { element } from './dom.js';

const COCKPIT = new URL('../cockpit/default/', import.meta.url).pathname;
const TASKLIST = new URL('../tasklist/default/', import.meta.url).pathname;

/** What a person types for one case before it is sent: one at a time, so that each is thought of. */
const WORDS = {
  REFUSED: {
    variable: 'decisionReasons',
    button: 'Odmów…',
    title: 'Odmowa',
    label: 'Powody odmowy',
    hint: 'Sprawa zostanie zamknięta, a te słowa trafią do wiadomości dla wnioskodawcy.',
    missing: 'Podaj powody odmowy.',
    send: 'Odmawiam',
    done: 'odmówiono, wnioskodawca dostanie powody',
    most: 2000,
  },
  RETURNED: {
    variable: 'question',
    button: 'Mam pytanie…',
    title: 'Pytanie do sekretariatu',
    label: 'Pytanie',
    hint: 'Sekretariat odpowie i sprawa wróci do decyzji.',
    missing: 'Napisz pytanie.',
    send: 'Wyślij pytanie',
    done: 'pytanie przekazano do sekretariatu',
    most: 1000,
  },
};

/** Typed and not sent yet, by task and kind of decision; only for whoever typed it. */
const drafts = new Map();
let draftsOf = null;

const cases = (n) => `${n} ${plural(n, 'sprawa', 'sprawy', 'spraw')}`;
const named = ({ person, number }) => `${person}, ${number}`;

/** The entry in Cockpit's bar. */
export function renderLink(node) {
  node.append(element('a', { href: '#/decyzje' }, 'Decyzje dyrektora'));
}

export function renderDecisions(node, api) {
  const ticked = new Set();
  let known = null;
  let shown = '';

  const heading = element('h2', { id: 'decisions-heading', tabindex: '-1' }, 'Decyzje dyrektora');
  const summary = element('p', { class: 'of-summary', role: 'status' }, 'Wczytuję sprawy…');
  const results = element('section', { class: 'of-results', tabindex: '-1', 'aria-label': 'Wynik', 'aria-live': 'polite', hidden: true });
  const again = element('button', { type: 'button', class: 'btn btn-default', id: 'decisions-again', onclick: () => refresh().catch(() => {}) }, 'Odśwież');
  const tools = element('div', { class: 'of-tools', role: 'group', 'aria-label': 'Zaznaczone sprawy' }, again);
  const list = element('ol', { class: 'of-decisions' });
  const dialog = element('dialog', { class: 'of-dialog', 'aria-labelledby': 'dialog-heading' });
  const page = element('section', { class: 'of-principal of-page', 'aria-labelledby': 'decisions-heading' },
    heading, summary, results, tools, list, dialog);
  node.append(page);

  // Whoever comes back to this window should not decide about what was decided elsewhere.
  const whenSeen = () => {
    if (!page.isConnected) document.removeEventListener('visibilitychange', whenSeen);
    else if (document.visibilityState === 'visible' && !dialog.open) refresh().catch(() => {});
  };
  document.addEventListener('visibilitychange', whenSeen);

  // ------------------------------------------------------------------------------------------------------- the list

  async function refresh() {
    try {
      known = await get('decisions');
    } catch (failure) {
      summary.replaceChildren(...sentence(failure));
      throw failure;
    }
    if (known.user !== draftsOf) drafts.clear();
    draftsOf = known.user;
    draw();
  }

  function draw() {
    const { total, overdue, mayDecide, decisions } = known;
    [...ticked].forEach((id) => decisions.some(({ taskId }) => taskId === id) || ticked.delete(id));
    summary.textContent = total
      ? `${plural(total, 'Czeka', 'Czekają', 'Czeka')} ${cases(total)}${overdue ? `, w tym po terminie: ${overdue}` : ''}.`
        + (mayDecide ? '' : ' Decyduje dyrektor, tutaj można tylko patrzeć.')
      : 'Żadna sprawa nie czeka teraz na decyzję.';
    // Whoever reads on is not disturbed by a list that has not changed.
    const now = JSON.stringify(known);
    if (now === shown) return;
    shown = now;
    const here = page.contains(document.activeElement) && document.activeElement.id;
    list.replaceChildren(...decisions.map((decision) => element('li', {}, drawn(decision))));
    drawTools();
    if (here) (document.getElementById(here) || heading).focus();
  }

  const approvable = () => known.decisions.filter(({ kind }) => kind === 'DECISION');

  function drawTools() {
    const all = approvable();
    if (!known.mayDecide || !all.length) return tools.replaceChildren(again);
    const every = element('input', { type: 'checkbox', id: 'tick-all', onchange: ({ target }) => {
      all.forEach(({ taskId }) => (target.checked ? ticked.add(taskId) : ticked.delete(taskId)));
      list.querySelectorAll('input[type=checkbox]').forEach((box) => (box.checked = target.checked));
      label();
    } });
    const approve = element('button', { type: 'button', class: 'btn btn-primary', id: 'approve-ticked', onclick: () =>
      askToApprove(approvable().filter(({ taskId }) => ticked.has(taskId)), approve) });
    const label = () => {
      approve.textContent = `Zatwierdź zaznaczone (${ticked.size})`;
      approve.disabled = !ticked.size;
      every.checked = ticked.size === all.length;
      every.indeterminate = ticked.size > 0 && ticked.size < all.length;
    };
    label();
    tools.relabel = label;
    tools.replaceChildren(element('label', { for: 'tick-all' }, every, ' Zaznacz wszystkie'), approve, again);
  }

  function drawn(decision) {
    const { taskId, kind, person, personDetail, question, answer } = decision;
    const title = `case-${taskId}`;
    const deciding = known.mayDecide && kind === 'DECISION';
    const tick = deciding && element('input', {
      type: 'checkbox', id: `tick-${taskId}`, onchange: ({ target }) => {
        if (target.checked) ticked.add(taskId);
        else ticked.delete(taskId);
        tools.relabel();
      },
    });
    if (tick) tick.checked = ticked.has(taskId);
    const who = element('span', {}, element('strong', {}, person), personDetail ? `, ${personDetail}` : '');
    const about = element('span', { class: 'sr-only' }, `: ${named(decision)}`);
    const button = (choice, text, look, act) => element('button', {
      type: 'button', class: `btn ${look}`, id: `${choice}-${taskId}`, onclick: ({ currentTarget }) => act(currentTarget),
    }, text, about.cloneNode(true));

    return element('article', { class: 'of-part', 'aria-labelledby': title },
      element('h3', { id: title },
        tick ? element('label', { for: tick.id }, tick, ' ', who) : who, ' ',
        kind === 'DELAY' ? element('span', { class: 'of-badge of-bad' }, 'zwłoka') : null),
      element('div', { class: 'of-verify' },
        portrait(decision),
        element('div', {},
          facts([
            ['Procedura', decision.procedureName],
            ['Świadectwo', decision.subject],
            ['Termin', deadline(decision.deadline)],
            ['Sprawa', decision.number],
            ['Wniosek z dnia', `${date(decision.receivedOn)}, ${decision.channel}`],
            ['Wnioskodawca', decision.applicant.name],
            ['U dyrektora od', moment(decision.since)],
          ]),
          reason(decision)),
        element('div', {}, element('h4', {}, 'Co sprawdzono'), verified(decision))),
      question ? element('p', { class: 'of-note' }, element('strong', {}, 'Pytanie do sekretariatu: '), question) : null,
      answer ? element('p', { class: 'of-note' }, element('strong', {}, 'Odpowiedź sekretariatu: '), answer) : null,
      kind === 'DELAY' ? element('p', { class: 'of-note' }, `Termin minął, a sprawa stoi na etapie: ${decision.state}.`
        + ' Trzeba zdecydować, co napisać wnioskodawcy (art. 36 KPA).') : null,
      history(decision.number),
      deciding ? element('p', { class: 'of-buttons' },
        button('APPROVED', 'Zatwierdź', 'btn-primary', (from) => askToApprove([decision], from)), ' ',
        ...Object.keys(WORDS).flatMap((choice) => [button(choice, WORDS[choice].button, 'btn-default', (from) => askForWords(decision, choice, from)), ' '])) : null,
      kind === 'DELAY' ? element('p', { class: 'of-buttons' },
        element('a', { class: 'btn btn-default', href: `${TASKLIST}#/?task=${encodeURIComponent(taskId)}`, target: '_blank', rel: 'noopener' },
          'Otwórz zawiadomienie w Zadaniach', element('span', { class: 'sr-only' }, `: ${named(decision)}, w nowej karcie`))) : null);
  }

  // --------------------------------------------------------------------------------------------------- the second look

  /** Shows a dialog; when it is left without an answer, the keyboard goes back to where it came from. */
  function ask(from, ...content) {
    dialog.replaceChildren(...content);
    dialog.onclose = () => from.isConnected && from.focus();
    dialog.showModal();
  }

  function answered() {
    dialog.onclose = null;
    dialog.close();
  }

  const back = () => element('button', { type: 'button', class: 'btn btn-default', onclick: () => dialog.close() }, 'Wróć');

  function askToApprove(chosen, from) {
    const n = chosen.length;
    ask(from,
      element('h3', { id: 'dialog-heading' }, n === 1 ? 'Zatwierdzić ten wniosek?' : `Zatwierdzić ${n} ${plural(n, 'wniosek', 'wnioski', 'wniosków')}?`),
      element('ul', { class: 'of-names' }, ...chosen.map((decision) => element('li', {},
        element('strong', {}, decision.person), `, ${decision.personDetail} – ${decision.procedureName}, ${decision.number}`))),
      element('p', { class: 'of-hint' }, 'Zatwierdzenia nie można cofnąć.'),
      element('p', { class: 'of-buttons' },
        element('button', { type: 'button', class: 'btn btn-primary', id: 'approve-confirmed', onclick: () => {
          answered();
          approve(chosen);
        } }, n === 1 ? 'Tak, zatwierdzam' : `Tak, zatwierdzam ${n}`), ' ', back()));
  }

  function askForWords(decision, choice, from) {
    const words = WORDS[choice];
    const draft = `${decision.taskId}/${choice}`;
    const wrong = element('p', { class: 'of-error', id: 'words-error', role: 'alert' });
    const text = element('textarea', {
      class: 'form-control', id: 'words', rows: 5, maxlength: words.most, 'aria-describedby': 'words-hint words-error',
      oninput: () => drafts.set(draft, text.value),
    });
    text.value = drafts.get(draft) || '';
    const send = element('button', { type: 'button', class: 'btn btn-primary', id: 'words-send', onclick: async () => {
      if (!text.value.trim()) {
        wrong.textContent = words.missing;
        text.setAttribute('aria-invalid', 'true');
        text.focus();
        return;
      }
      send.disabled = true;
      wrong.replaceChildren();
      const outcome = await decide(decision, choice, { [words.variable]: text.value.trim() });
      send.disabled = false;
      if (outcome.again) {
        wrong.replaceChildren(...outcome.said);
        text.focus();
        return;
      }
      if (outcome.good) drafts.delete(draft);
      else outcome.kept = text.value;
      answered();
      tell([{ ...outcome, decision }]);
    } }, words.send);
    ask(from,
      element('h3', { id: 'dialog-heading' }, `${words.title}: ${named(decision)}`),
      element('label', { for: 'words' }, words.label),
      element('p', { class: 'of-hint', id: 'words-hint' }, words.hint),
      text, wrong,
      element('p', { class: 'of-buttons' }, send, ' ', back()));
    text.focus();
  }

  // ------------------------------------------------------------------------------------------------------ deciding

  async function approve(chosen) {
    const outcomes = [];
    for (const decision of chosen) {
      working(`Zapisuję: ${outcomes.length + 1} z ${chosen.length}…`);
      const outcome = await decide(decision, 'APPROVED', {});
      outcomes.push({ ...outcome, decision });
      if (outcome.good) ticked.delete(decision.taskId);
    }
    tell(outcomes);
  }

  /** {good, said}; `again`: nothing was decided and it can be tried again as it is. */
  async function decide(decision, choice, variables) {
    const typed = { decision: choice, decisionReasons: null, question: null, ...variables };
    try {
      await engine(`${api.engineApi}/task/${encodeURIComponent(decision.taskId)}/complete`, 'POST', {
        variables: Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, { value, type: 'String' }])),
      });
      return { good: true, said: [choice === 'APPROVED' ? 'zatwierdzono' : WORDS[choice].done] };
    } catch (failure) {
      return await afterFailure(decision, failure);
    }
  }

  /** Whether it was decided or withdrawn meanwhile, or the fault lies with the session or the network. */
  async function afterFailure(decision, failure) {
    try {
      known = await get('decisions');
      if (known.decisions.some(({ taskId }) => taskId === decision.taskId)) {
        return { again: true, said: known.mayDecide ? sentence(failure) : ['Nie masz uprawnień do decydowania.'] };
      }
      return { said: [await becameOf(decision.number)] };
    } catch (unreachable) {
      return { again: true, said: sentence(unreachable) };
    }
  }

  async function becameOf(number) {
    const found = await get(`cases/${encodeURIComponent(number)}`);
    const last = found.history.filter(({ text }) => /^(Dyrektor|Wniosek wycofuje) /.test(text)).pop();
    const how = last ? ` W aktach: „${last.text}” (${last.who}, ${moment(last.at)}).` : '';
    if (!found.outcome && last && last.text.startsWith('Dyrektor pyta: ')) {
      return `W tej sprawie zadano tymczasem pytanie sekretariatowi; wróci do decyzji, gdy sekretariat odpowie.${how}`;
    }
    return found.outcome
      ? `Tę sprawę tymczasem zakończono: ${found.outcome}.${how}`
      : `Tę sprawę ktoś tymczasem rozstrzygnął.${how}`;
  }

  function sentence(failure) {
    if (failure instanceof OfficeError && failure.status === 401) {
      return ['Sesja wygasła. ', element('a', { href: COCKPIT, target: '_blank', rel: 'noopener' }, 'Zaloguj się w nowej karcie'),
        ', a potem wróć tutaj i ponów. Niczego nie trzeba wpisywać od nowa.'];
    }
    return [failure.message];
  }

  // ----------------------------------------------------------------------------------------------------- the result

  function working(text) {
    results.hidden = false;
    results.replaceChildren(element('p', {}, text));
    results.focus();
  }

  async function tell(outcomes) {
    await refresh().catch(() => {});
    results.hidden = false;
    results.replaceChildren(
      element('h3', {}, outcomes.every(({ good }) => good) ? 'Zapisano' : outcomes.some(({ good }) => good) ? 'Nie wszystko zapisano' : 'Nie zapisano'),
      element('ul', {}, ...outcomes.map(({ good, said, kept, decision }) => element('li', { class: good ? 'of-done' : 'of-not-done' },
        element('span', { class: `of-badge ${good ? 'of-good' : 'of-warn'}` }, good ? 'zapisano' : 'nie zapisano'), ' ',
        element('strong', {}, named(decision)), ' – ', ...said,
        kept ? element('span', { class: 'of-kept' }, 'Wpisany tekst: ', element('q', {}, kept)) : null))));
    results.focus();
  }

  refresh().catch(() => {});
}
