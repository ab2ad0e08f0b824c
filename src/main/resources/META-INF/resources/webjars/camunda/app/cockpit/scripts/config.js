/*
 * Cockpit as a school uses it: Polish only, whatever language the browser asks for, because nothing else is offered.
 */
import school from '../../../../school.js';

export default {
  app: {
    name: school.name,
    vendor: 'Cockpit –',
  },

  locales: {
    availableLocales: ['pl'],
    fallbackLocale: 'pl',
  },

  // Loaded as an ES module before AngularJS starts; it defines the AngularJS module "office.polish".
  customScripts: ['../office/polish.js'],
  requireJsConfig: {
    ngDeps: ['office.polish'],
  },

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true,
};
