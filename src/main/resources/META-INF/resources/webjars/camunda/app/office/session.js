/*
 * A session that lapses while somebody fills in a form: the page stays as it is, what was typed with it, and a dialog says so.
 * Requests wait, and go on once the same person has signed in again, in another window and in whatever way. Somebody else's
 * sign-in sends nothing: nobody hands in a form in another's name.
 */
import { element } from './dom.js';

const WHO = new URL('../../api/admin/auth/user/default', import.meta.url).pathname;
const LOOK_AGAIN = 5000; // milliseconds

/** Whose page this is. */
let owner = null;
/** The wait for their coming back, while there is one. */
let waiting = null;

export function worksHere(name) {
  owner = name;
}

/** Whether requests are waiting for somebody to sign in. */
export const isWaiting = () => !!waiting;

const formOpen = () => !!owner && !!document.querySelector('form[name=officeForm]');

/** Who is signed in, null if nobody; undefined if that cannot be found out. */
async function signedIn() {
  try {
    const answer = await fetch(WHO, { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' });
    if (answer.ok) return (await answer.json()).userId;
    return answer.status < 500 ? null : undefined;
  } catch (noConnection) {
    return undefined;
  }
}

/**
 * Sends a request; while a form is open, not before its owner is signed in. `send` promises the answer, `lapsed` tells whether
 * that says that nobody is signed in; `writes`: nothing may be written in another person's name.
 */
export async function patiently(writes, send, lapsed) {
  if (writes && formOpen()) {
    const who = await signedIn();
    if (who !== undefined && who !== owner) await comeBack(who);
  }
  const answer = await send();
  if (!lapsed(answer) || !formOpen()) return answer;
  await comeBack(null);
  return patiently(writes, send, lapsed);
}

function comeBack(who) {
  waiting = waiting || new Promise((resolve) => ask(who, resolve)).finally(() => (waiting = null));
  return waiting;
}

function ask(first, resolve) {
  const said = element('p', { role: 'status' });
  const dialog = element('dialog', { class: 'of-dialog of-lapsed', 'aria-labelledby': 'lapsed-heading' },
    element('h3', { id: 'lapsed-heading', tabindex: '-1' }, 'Sesja wygasła'),
    element('p', {}, 'Program wylogował Cię po dłuższej przerwie. Formularz nie został wysłany, a to, co w nim jest, zostało na tej stronie.'),
    element('p', {}, 'Zaloguj się w nowym oknie jako ', element('strong', {}, owner), ' i wróć tutaj.'),
    said,
    element('p', { class: 'of-buttons' },
      element('a', { class: 'btn btn-primary', href: window.location.pathname, target: '_blank', rel: 'noopener' }, 'Zaloguj się w nowym oknie'), ' ',
      element('button', { type: 'button', class: 'btn btn-default', onclick: () => look(true) }, 'Spróbuj ponownie'), ' ',
      element('button', { type: 'button', class: 'btn btn-default', onclick: () => window.location.reload() }, 'Porzuć formularz')));

  const tell = (sentence) => said.textContent !== sentence && (said.textContent = sentence);
  const hear = (who, asked) => {
    if (who === owner) {
      clearInterval(looking);
      document.removeEventListener('visibilitychange', whenSeen);
      dialog.close();
      dialog.remove();
      resolve();
    } else if (who) {
      tell(`W tej przeglądarce jest teraz zalogowana inna osoba (${who}). Formularz nie zostanie wysłany w jej imieniu: zaloguj się jako ${owner} albo porzuć formularz.`);
    } else if (asked) {
      tell(who === null ? 'Jeszcze nikt się nie zalogował.' : 'Brak połączenia z serwerem. Sprawdź sieć i spróbuj ponownie.');
    }
  };
  const look = async (asked) => hear(await signedIn(), asked);
  const whenSeen = () => document.visibilityState === 'visible' && look(false);
  const looking = setInterval(() => look(false), LOOK_AGAIN);
  document.addEventListener('visibilitychange', whenSeen);

  // Behind it Tasklist would take Escape for the end of the form's own dialog.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  hear(first, false);
}
