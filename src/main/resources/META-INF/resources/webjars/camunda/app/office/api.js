/*
 * How the pages of the office talk to its endpoints, and how they say dates and amounts in Polish.
 * Used by Tasklist's forms (../tasklist/scripts/office.js), by the registers (registers.js) and by the principal's pages in
 * Cockpit (decisions.js, glance.js).
 */
import { patiently } from './session.js';

/** Where the office's endpoints are, whatever the application's own path is. */
export const OFFICE = new URL('../../api/office/', import.meta.url).pathname;

/** A refusal or a failure; its message is a Polish sentence that can be shown as it is. */
export class OfficeError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The token is renewed at each login, so it is read each time. */
export function csrfToken() {
  const found = document.cookie.match(/(?:^|;\s*)XSRF-TOKEN=([^;]*)/);
  return found ? decodeURIComponent(found[1]) : '';
}

function sentenceFor(status, answer) {
  // The engine's own faults have a type and are English; a refusal of ours is meant for people.
  if (answer && answer.message && (!answer.type || answer.type === 'Refused')) return answer.message;
  if (status === 401) return 'Sesja wygasła. Zaloguj się ponownie.';
  if (status === 403) return 'Nie masz uprawnień do tych danych.';
  if (status === 404) return 'Nie znaleziono tych danych.';
  if (status === 413) return 'Plik jest za duży.';
  return 'Serwer nie mógł wykonać polecenia. Spróbuj ponownie, a jeśli to nie pomoże, zawiadom administratora.';
}

async function request(address, options = {}) {
  const writes = !!options.method;
  const send = () => fetch(address, {
    credentials: 'same-origin',
    ...options,
    headers: { Accept: 'application/json', ...options.headers, ...(writes && { 'X-XSRF-TOKEN': csrfToken() }) },
  });
  let response;
  try {
    response = await patiently(writes, send, ({ status }) => status === 401);
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new OfficeError(0, 'Brak połączenia z serwerem. Sprawdź sieć i spróbuj ponownie.');
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new OfficeError(response.status, sentenceFor(response.status, answer));
  return answer;
}

/** Reads; `parameters` that are empty are left out. */
export function get(path, parameters, signal) {
  return request(OFFICE + path + query(parameters), { signal });
}

export function query(parameters) {
  const given = Object.entries(parameters || {}).filter(([, value]) => value !== undefined && value !== '' && value !== null);
  return given.length ? '?' + new URLSearchParams(given) : '';
}

/** Sends a file, with further fields where given. */
export function upload(path, file, fields) {
  const body = new FormData();
  body.append('file', file, file.name);
  Object.entries(fields || {}).forEach(([name, value]) => {
    if (value !== undefined && value !== null) body.append(name, value);
  });
  return request(OFFICE + path, { method: 'POST', body });
}

/** Has something done that needs no more words. */
export function post(path) {
  return request(OFFICE + path, { method: 'POST', headers: { 'X-XSRF-TOKEN': csrfToken() } });
}

/** Takes something away. */
export function remove(path) {
  return request(OFFICE + path, { method: 'DELETE' });
}

/** Reads from the engine's own API, whose address Cockpit tells its plugins, or tells it something: then `method` and `body`. */
export function engine(address, method, body) {
  return request(address, method && {
    method,
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });
}

const IN_POLAND = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' });

/** Today in Poland as yyyy-MM-dd, whatever zone the computer is set to. */
export function today() {
  return IN_POLAND.format(new Date());
}

const DAY = 24 * 60 * 60 * 1000;

/** yyyy-MM-dd as 21.11.2026; what is not a date is shown as it is. */
export function date(iso) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso || '');
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : iso || '';
}

/** An instant as 21.11.2026, 14:05 in Poland; a bare date as a date; a time without a zone is Polish already. */
export function moment(iso) {
  if (!iso || /^\d{4}-\d{2}-\d{2}$/.test(iso)) return date(iso);
  if (!/(Z|[+-]\d{2}:?\d{2})$/.test(iso)) return `${date(iso)}, ${iso.slice(11, 16)}`;
  const at = new Date(iso.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (isNaN(at)) return iso;
  return new Intl.DateTimeFormat('pl-PL', {
    timeZone: 'Europe/Warsaw', day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit',
  }).format(at);
}

/** An amount as a person writes it (9, 9,00, 9.00 zł) in grosze; null where it is none. */
export function grosze(text) {
  const parts = /^(\d{1,6})(?:[.,](\d{1,2}))?(?:zł|pln)?$/i.exec(String(text || '').replace(/\s/g, ''));
  return parts ? Number(parts[1]) * 100 + Number((parts[2] || '').padEnd(2, '0')) : null;
}

/** The text 9.00 as 9,00 zł. */
export function money(text) {
  return grosze(text) === null ? text || '' : `${(grosze(text) / 100).toFixed(2).replace('.', ',')} zł`;
}

/** The calendar days from today in Poland to a date or an instant; NaN if it is neither. */
function daysTo(iso) {
  const day = iso.length > 10 ? IN_POLAND.format(new Date(iso.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))) : iso;
  return Math.round((Date.parse(day) - Date.parse(today())) / DAY);
}

/** The same in words, on whichever side: "za 3 dni", "jutro", "2 dni temu". */
export function inDays(iso) {
  const days = daysTo(iso);
  const near = { '-1': 'wczoraj', 0: 'dzisiaj', 1: 'jutro' }[days];
  return near || (days > 0 ? `za ${days} dni` : `${-days} dni temu`);
}

/** How far a date is, in words: {text, late, near} - "za 3 dni", "jutro", "po terminie od 2 dni". */
export function distance(iso) {
  if (!iso) return null;
  const days = daysTo(iso.slice(0, 10));
  if (isNaN(days)) return null;
  if (days === 0) return { text: 'dzisiaj', late: false, near: true };
  if (days === 1) return { text: 'jutro', late: false, near: true };
  if (days > 1) return { text: `za ${days} dni`, late: false, near: days <= 3 };
  return { text: days === -1 ? 'po terminie od wczoraj' : `po terminie od ${-days} dni`, late: true, near: false };
}

/** 1 uczeń, 2 uczniów...: picks the form of a noun that a Polish number asks for. */
export function plural(n, one, few, many) {
  if (n === 1) return one;
  const tens = n % 100;
  const ones = n % 10;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? few : many;
}
