/*
 * What the principal sees of a case, on the page of decisions and on the tab beside its process: its facts, what was verified
 * by whom, what has happened so far.
 */
import { OFFICE, date, distance, engine, get, moment } from './api.js';
import { element } from './dom.js';

const STATE_LOOKS = { MISSING: 'of-warn', SUPPLIED: 'of-warn', REFUSED: 'of-bad', ACCEPTED: 'of-good' };

/** A list of [title, value], the empty ones left out. */
export function facts(rows) {
  return element('dl', { class: 'of-facts' }, ...rows.filter(([, value]) => value).map(([title, value]) =>
    element('div', {}, element('dt', {}, title), element('dd', {}, value))));
}

/** The last day, and how far it is. */
export function deadline(iso) {
  if (!iso) return element('span', {}, 'termin teraz nie biegnie');
  const { text, late, near } = distance(iso);
  return element('span', {}, `${date(iso)} `, element('span', { class: `of-badge ${late ? 'of-bad' : near ? 'of-warn' : ''}` }, text));
}

/** The photo of the case, which opens in a tab of its own; nothing where there is none. */
export function portrait({ photoId, picture, person }) {
  if (!picture) return null;
  const address = (kind) => `${OFFICE}photos/${encodeURIComponent(photoId)}/${kind}`;
  const link = element('a', { class: 'of-portrait', href: address('preview'), target: '_blank', rel: 'noopener', title: 'Otwórz zdjęcie w nowej karcie' },
    element('img', { src: address(picture), alt: `Zdjęcie: ${person}`, loading: 'lazy', width: 84,
      onerror: () => link.replaceWith(element('p', { class: 'of-hint' }, 'Zdjęcia nie można pokazać: widzą je sekretariat i dyrektor.')) }));
  return link;
}

export function reason(found) {
  if (!found.reason) return null;
  return element('p', { class: 'of-why' }, element('span', { class: 'of-hint' }, 'Przyczyna: '), element('strong', {}, found.reason),
    found.reasonNote ? ` – ${found.reasonNote}` : null);
}

/** What the application needs, and who has seen that it is there. */
export function verified(found) {
  const { requirements } = found;
  if (!requirements.length) return element('p', {}, 'W tej sprawie nic nie trzeba dołączać.');
  const free = !requirements.some(({ item }) => item === 'PAYMENT');
  return element('div', {}, element('ul', { class: 'of-states' },
    ...requirements.map((row) => element('li', {},
      element('span', { class: `of-badge ${STATE_LOOKS[row.state] || ''}` }, row.stateLabel), ` ${row.label}`,
      row.detail ? `, ${row.detail}` : null,
      row.by ? element('span', { class: 'of-hint' },
        row.received ? ` – wpłynęło ${date(row.on)}, przyjęcie: ${row.by}` : ` – ${row.by}, sprawdzono ${date(row.on)}`) : null)),
    free ? element('li', {}, element('span', { class: 'of-badge' }, 'bez opłaty')) : null), ...handedIn(found));
}

/** The proofs of payment that were handed in, each to be opened in a tab of its own; the removed ones by their day. */
export function proofs(found) {
  return element('ul', { class: 'of-states' }, ...found.proofs.map((proof) => element('li', {},
    proof.removedOn ? `${proof.kind}, usunięto ${date(proof.removedOn)}` : proofLink(proof),
    element('span', { class: 'of-hint' }, ` – wpłynęło ${date(proof.receivedOn)}, dodał(a) ${proof.receivedBy}`))));
}

/** Opens the file of a proof of payment that is still there. */
export function proofLink({ id, kind, receivedOn }) {
  return element('a', { href: `${OFFICE}payment-proofs/${encodeURIComponent(id)}`, target: '_blank', rel: 'noopener' },
    `otwórz ${kind}`, element('span', { class: 'sr-only' }, ` – potwierdzenie wpłaty z ${date(receivedOn)} (w nowej karcie)`));
}

/** The same under what was verified; nothing where there is none. */
function handedIn(found) {
  const there = found.proofs.filter(({ removedOn }) => !removedOn);
  return there.length
    ? [element('p', { class: 'of-hint' }, 'Złożono potwierdzenie wpłaty:'), proofs({ proofs: there })]
    : [];
}

/** What has happened, folded; read when it is unfolded, and again each time. */
export function history(number) {
  const list = element('ol', { class: 'of-history' });
  const said = element('p', { class: 'of-hint', role: 'status' });
  return element('details', {
    ontoggle: (event) => {
      if (!event.target.open) return;
      said.textContent = 'Wczytuję przebieg sprawy…';
      get(`cases/${encodeURIComponent(number)}`).then(
        (found) => {
          said.textContent = '';
          list.replaceChildren(...steps(found));
        },
        (failure) => (said.textContent = failure.message),
      );
    },
  }, element('summary', {}, 'Przebieg sprawy'), said, list);
}

const steps = (found) => found.history.map((entry) =>
  element('li', {}, element('time', {}, moment(entry.at)), ` ${entry.text} `, element('em', {}, entry.who)));

/** The tab beside a process: the case that it belongs to. */
export function renderCase(node, api, processInstanceId) {
  const place = element('section', { class: 'of-principal of-tab', 'aria-label': 'Sprawa' }, element('p', { role: 'status' }, 'Wczytuję sprawę…'));
  node.append(place);
  const say = (sentence) => place.replaceChildren(element('p', { role: 'alert' }, sentence));
  engine(`${api.engineApi}/process-instance/${encodeURIComponent(processInstanceId)}`).then(
    ({ businessKey }) => {
      if (!businessKey) return say('Ten proces nie należy do żadnej sprawy.');
      return get(`cases/${encodeURIComponent(businessKey)}`).then((found) => place.replaceChildren(
        element('div', { class: 'of-case' },
          portrait(found),
          element('div', { class: 'of-case-body' },
            element('h4', {}, [found.person, found.personDetail].filter(Boolean).join(', ')),
            facts([
              ['Sprawa', found.number],
              ['Procedura', found.procedureName],
              ['Świadectwo', found.subject],
              ['Stan', found.state],
              ['Wynik', found.outcome],
              ['Wniosek z dnia', `${date(found.receivedOn)}, ${found.channel}`],
              ['Termin', found.outcome ? date(found.deadline) : deadline(found.deadline)],
              ['Wnioskodawca', found.applicant.name],
              ['Telefon', found.applicant.phone],
              ['E-mail', found.applicant.email],
              ['Legitymacja', found.card && `nr ${found.card.number} (${found.card.state})`],
            ]),
            reason(found))),
        element('h4', {}, 'Co sprawdzono'), verified(found),
        element('h4', {}, 'Przebieg sprawy'), element('ol', { class: 'of-history' }, ...steps(found))));
    }).catch((failure) => say(failure.message));
}
