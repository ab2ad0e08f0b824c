/*
 * Tasklist as a school's office uses it: Polish only, with the office's own form parts (office.js).
 * Tasklist takes "pl" whatever language the browser asks for, because nothing else is offered.
 */
import school from '../../../../school.js';

export default {
  app: {
    name: school.name,
    vendor: 'Zadania –',
  },

  locales: {
    availableLocales: ['pl'],
    fallbackLocale: 'pl',
  },

  // Loaded as an ES module before AngularJS starts; it defines the AngularJS module "office".
  customScripts: ['scripts/office.js'],
  requireJsConfig: {
    ngDeps: ['office'],
  },

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true,

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'bierze wybrane zadanie do załatwienia',
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'przechodzi do pierwszej listy zadań',
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'przechodzi do pierwszego zadania na liście',
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'przechodzi do pierwszego pola formularza',
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'otwiera okno nowej sprawy',
    },
  },
};
