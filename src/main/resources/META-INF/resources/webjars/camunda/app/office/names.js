/*
 * What Camunda's web applications leave unsaid to whoever hears a page: the language they speak here, and the names of the
 * buttons that show nothing but a picture, and where on a page one is (WCAG 3.1.1, 4.1.2, 2.4.1).
 */
import school from '../../../school.js';

document.documentElement.lang = 'pl';

const MARK = new URL('../../../school/mark', import.meta.url).pathname;

/** By selector, where no tooltip says it. */
const NAMES = {
  '.page-notifications button[ng-click^="removeNotification"]': 'Zamknij powiadomienie',
  '.app-switch > .dropdown-toggle': 'Inne części programu',
  '.region-toggle[data-region="filters"]': 'Zwiń lub rozwiń listy zadań',
  '.region-toggle[data-region="list"]': 'Zwiń lub rozwiń zadania z listy',
  '.region-toggle[data-region="task"]': 'Zwiń lub rozwiń wybrane zadanie',
  'button.maximize': 'Pokaż wybrane zadanie na całej stronie',
  'button.unclaim': 'Oddaj zadanie',
  '.new-sort > .dropdown-toggle': 'Dodaj sortowanie',
  'button[ng-click^="applyChange"]': 'Zapisz',
  'button[ng-click^="cancelChange"]': 'Anuluj',
  '.cockpit-app > .app-label-wrapper': 'Cockpit',
  '.tasklist-app > .app-label-wrapper': 'Lista zadań',
  '.admin-app > .app-label-wrapper': 'Użytkownicy i uprawnienia',
  '[cam-widget-search-pill] .dropdown-toggle, .stored-criteria .dropdown-toggle': 'Zapisane wyszukiwania',
};

const LANDMARKS = {
  '[cam-widget-header]': 'banner',
  '.site-wrap > .page-wrap, .ctn-main': 'main',
  '[cam-widget-footer]': 'contentinfo',
};

const set = (node, attribute, value) => node.getAttribute(attribute) === value || node.setAttribute(attribute, value);

function setAll(attribute, values) {
  Object.entries(values).forEach(([selector, value]) =>
    document.querySelectorAll(selector).forEach((node) => set(node, attribute, value)));
}

function nameThem() {
  setAll('aria-label', NAMES);
  setAll('role', LANDMARKS);
  setAll('aria-level', { '.uib-title[role="heading"]': '4' });
  document.querySelectorAll(':is(a[href], button)[uib-tooltip]').forEach((node) => {
    const said = node.getAttribute('uib-tooltip');
    if (said && !said.includes('{{') && !node.textContent.trim()) set(node, 'aria-label', said);
  });
  // the school's mark instead of the vendor's, and beside the form of the login the school's account where it has one
  document.querySelectorAll('.brand-logo, .login-logo').forEach((place) => {
    if (place.querySelector('.of-mark')) return;
    const mark = document.createElement('img');
    Object.assign(mark, { className: 'of-mark', src: MARK, alt: 'Znak szkoły' });
    place.replaceChildren(mark);
  });
  if (school.schoolAccounts) {
    document.querySelectorAll('form[name="signinForm"]:not(:has(+ .of-sign-in))').forEach((form) => {
      const link = document.createElement('a');
      Object.assign(link, { className: 'of-sign-in', href: '/logowanie', target: '_self', textContent: 'Zaloguj się kontem szkolnym' });
      form.after(link);
    });
  }
  // What stands in a box is gone once somebody types.
  document.querySelectorAll('form[name="signinForm"] input[placeholder]').forEach((input) => {
    input.id = input.id || `signin-${input.type}`;
    let label = input.previousElementSibling;
    if (!label || label.htmlFor !== input.id) {
      label = document.createElement('label');
      label.htmlFor = input.id;
      input.before(label);
    }
    if (label.textContent !== input.placeholder) label.textContent = input.placeholder;
  });
  // A box with a list to choose from is more than a box to type in.
  document.querySelectorAll('input[aria-autocomplete][aria-expanded]:not([role])').forEach((node) => set(node, 'role', 'combobox'));
}

new MutationObserver(nameThem).observe(document.documentElement, {
  childList: true, subtree: true, attributes: true, attributeFilter: ['uib-tooltip', 'aria-expanded', 'placeholder'],
});
nameThem();
