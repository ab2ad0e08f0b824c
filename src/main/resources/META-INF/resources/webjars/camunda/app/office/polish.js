/*
 * The words of Camunda's web applications that no locale file reaches: those that stand in the templates themselves, and the
 * engine's own names for things.
 *
 * AngularJS asks $interpolate about every text and every attribute it compiles; here it answers in Polish.
 */
import './names.js';

/** What stands in a template, and what a person reads instead; both may hold {{ expressions }}. */
const WORDS = {
  Actions: 'Czynności',
  Close: 'Zamknij',
  Download: 'Pobierz',
  'Invalid Date Value.': 'Błędna data.',
  'Loading diagram': 'Wczytuję schemat',
  'Message is null.': 'Bez opisu.',
  'Select all': 'Zaznacz wszystko',
  'Suspended Job Definition': 'Wstrzymana definicja zadania w tle',
  'Toggle this section': 'Rozwiń lub zwiń tę część',
  'Unselect all': 'Odznacz wszystko',
  Upload: 'Wczytaj',
  null: 'brak',
  'reset zoom': 'pokaż cały schemat',
  'zoom in': 'powiększ',
  'zoom out': 'pomniejsz',
  // examples in the form of one's own profile
  Jonny: 'Jan',
  Prosciutto: 'Kowalski',
  'j.prosciutto@acme.org': 'j.kowalski@szkola.example',
  // a menu's name that only Tasklist has translated
  '{{ toggleNavigation }}': '{{ toggleNavigation | translate }}',
  // said where no instance of a process is running
  "{ instances: 'No' }": `{{ "{ instances: 'brak' }" }}`,
  // where the engine's own names are shown, and the one heading of a column that is not translated
  '{{column.content}}': '{{ column.content | inPolish }}',
  "{{title}} {{'AUTHORIZATION_AUTHORIZATIONS' | translate}}": "{{ 'AUTHORIZATION_AUTHORIZATIONS' | translate }}: {{ title }}",
  '{{ deployment.source }}': '{{ deployment.source | inPolish }}',
  '{{group.type}}': '{{ group.type | inPolish }}',
  '{{ getIncidentType(incident) }}': '{{ incident.incidentType | inPolish }}',
  '{{ jobDefinition.jobType }}': '{{ jobDefinition.jobType | inPolish }}',
  '{{batch.type}}': '{{ batch.type | inPolish }}',
  '{{perm}}': '{{ perm | inPolish }}',
  '{{formatPermissions(authorization.permissions)}}': '{{ formatPermissions(authorization.permissions) | inPolish }}',
  '{{ formatPermissions(authorization.permissions) }}': '{{ formatPermissions(authorization.permissions) | inPolish }}',
  '{{formatPermissions(authorizationToDelete.permissions)}}':
    '{{ formatPermissions(authorizationToDelete.permissions) | inPolish }}',
};

/** The engine's own names; one that is not here is shown as it is. */
const ENGINE_NAMES = {
  State: 'Stan',
  // incidents
  failedJob: 'nieudane zadanie w tle',
  failedExternalTask: 'nieudane zadanie zewnętrzne',
  // jobs
  'async-continuation': 'przejście do następnego kroku',
  event: 'odebranie zdarzenia',
  'timer-intermediate-transition': 'oczekiwanie do terminu',
  'timer-start-event': 'rozpoczęcie w terminie',
  'timer-start-event-subprocess': 'rozpoczęcie podprocesu w terminie',
  'timer-task-listener': 'upływ terminu zadania',
  'timer-transition': 'upływ terminu',
  // batches
  'batch-set-removal-time': 'termin usunięcia operacji zbiorczych',
  'correlate-message': 'przekazanie komunikatu',
  'decision-set-removal-time': 'termin usunięcia użyć tabel decyzyjnych',
  'historic-decision-instance-deletion': 'usunięcie użyć tabel decyzyjnych',
  'historic-instance-deletion': 'usunięcie zakończonych instancji',
  'instance-deletion': 'usunięcie trwających instancji',
  'instance-migration': 'przeniesienie instancji do innej wersji',
  'instance-modification': 'zmiana instancji',
  'instance-restart': 'ponowne uruchomienie instancji',
  'instance-update-suspension-state': 'wstrzymanie lub wznowienie instancji',
  'process-set-removal-time': 'termin usunięcia instancji',
  'set-external-task-retries': 'ponowienie zadań zewnętrznych',
  'set-job-retries': 'ponowienie zadań w tle',
  'set-variables': 'ustawienie zmiennych',
  // what an address may name that is not there
  'decision definition': 'tabela decyzyjna',
  'decision instance': 'użycie tabeli decyzyjnej',
  'process definition': 'definicja procesu',
  // where a deployment comes from
  'process application': 'ten program',
  // groups
  SYSTEM: 'administracja programu',
  WORKFLOW: 'praca ze sprawami',
  // permissions
  ALL: 'wszystkie',
  NONE: 'żadne',
  ACCESS: 'dostęp',
  CREATE: 'dodawanie',
  CREATE_BATCH_DELETE_DECISION_INSTANCES: 'zbiorcze usuwanie użyć tabel decyzyjnych',
  CREATE_BATCH_DELETE_FINISHED_PROCESS_INSTANCES: 'zbiorcze usuwanie zakończonych instancji',
  CREATE_BATCH_DELETE_RUNNING_PROCESS_INSTANCES: 'zbiorcze usuwanie trwających instancji',
  CREATE_BATCH_MIGRATE_PROCESS_INSTANCES: 'zbiorcze przenoszenie instancji',
  CREATE_BATCH_MODIFY_PROCESS_INSTANCES: 'zbiorcza zmiana instancji',
  CREATE_BATCH_RESTART_PROCESS_INSTANCES: 'zbiorcze ponowne uruchamianie instancji',
  CREATE_BATCH_SET_EXTERNAL_TASK_RETRIES: 'zbiorcze ponawianie zadań zewnętrznych',
  CREATE_BATCH_SET_JOB_RETRIES: 'zbiorcze ponawianie zadań w tle',
  CREATE_BATCH_SET_REMOVAL_TIME: 'zbiorcze ustawianie terminu usunięcia',
  CREATE_BATCH_SET_VARIABLES: 'zbiorcze ustawianie zmiennych',
  CREATE_BATCH_UPDATE_PROCESS_INSTANCES_SUSPEND: 'zbiorcze wstrzymywanie instancji',
  CREATE_INSTANCE: 'rozpoczynanie instancji',
  DELETE: 'usuwanie',
  DELETE_HISTORY: 'usuwanie historii',
  DELETE_INSTANCE: 'usuwanie instancji',
  MIGRATE_INSTANCE: 'przenoszenie instancji',
  READ: 'odczyt',
  READ_HISTORY: 'odczyt historii',
  READ_HISTORY_VARIABLE: 'odczyt dawnych zmiennych',
  READ_INSTANCE: 'odczyt instancji',
  READ_INSTANCE_VARIABLE: 'odczyt zmiennych instancji',
  READ_TASK: 'odczyt zadań',
  READ_TASK_VARIABLE: 'odczyt zmiennych zadań',
  READ_VARIABLE: 'odczyt zmiennych',
  RETRY_JOB: 'ponawianie zadań w tle',
  SET: 'ustawianie',
  SUSPEND: 'wstrzymywanie',
  SUSPEND_INSTANCE: 'wstrzymywanie instancji',
  TASK_ASSIGN: 'przydzielanie zadań',
  TASK_WORK: 'załatwianie zadań',
  UPDATE: 'zmiana',
  UPDATE_HISTORY: 'zmiana historii',
  UPDATE_INSTANCE: 'zmiana instancji',
  UPDATE_INSTANCE_VARIABLE: 'zmiana zmiennych instancji',
  UPDATE_TASK: 'zmiana zadań',
  UPDATE_TASK_VARIABLE: 'zmiana zmiennych zadań',
  UPDATE_VARIABLE: 'zmiana zmiennych',
};

/** Cockpit writes dates as 2026-11-21T10:15:00; everywhere else they are Polish already (locales/pl.json). */
const ISO = 'YYYY-MM-DD[T]HH:mm:ss';
const POLISH = 'DD.MM.YYYY, HH:mm:ss';

const TASKLIST = new URL('../tasklist/default/', import.meta.url).pathname;

const words = (dictionary, text) => (Object.hasOwn(dictionary, text) ? dictionary[text] : undefined);

const polish = window.angular.module('office.polish', []);

/** One name of the engine, or several with commas between them. */
polish.filter('inPolish', () => (names) =>
  names && String(names).split(', ').map((name) => words(ENGINE_NAMES, name) || name).join(', '));

polish.config(['$provide', ($provide) => {
  $provide.decorator('$interpolate', ['$delegate', ($delegate) => {
    const inPolish = (text, ...rest) => {
      const trimmed = text.trim();
      const said = words(WORDS, trimmed.replace(/\s+/g, ' '));
      if (!said) return $delegate(text, ...rest);
      return $delegate(text.replace(trimmed, () => (said.includes('{{') ? said : `{{ '${said}' }}`)), ...rest);
    };
    return Object.assign(inPolish, $delegate);
  }]);
  $provide.decorator('ResourceResolver', ['$delegate', ({ getByRouteParam }) => ({
    getByRouteParam: (parameter, { name, ...rest }) => getByRouteParam(parameter, { ...rest, name: words(ENGINE_NAMES, name) || name }),
  })]);
  // Cockpit says "finished" over what has failed as well.
  $provide.decorator('Notifications', ['$delegate', ($delegate) => {
    const { addError } = $delegate;
    $delegate.addError = function (failure) {
      return addError.call(this, failure.status === 'Gotowe' ? { ...failure, status: 'Nie wykonano' } : failure);
    };
    return $delegate;
  }]);
  $provide.decorator('camDateFormat', ['$delegate', ($delegate) => (name) => {
    const format = $delegate(name);
    return format === ISO ? POLISH : format;
  }]);
}]);

/**
 * What only an administrator may do or see is offered to nobody else: in Cockpit the entries that lead to what is closed to them,
 * and every button that changes a process. (Who is an administrator, the server tells by the web applications that are open to them.)
 */
const ADMINISTRATORS_VIEWS = [
  ['cockpit.navigation', /^(batch|decisions|deployments|reports|tasks)$/],
  [/^cockpit\.(processInstance|processDefinition)\.runtime\.action$/, /./],
  [/^cockpit\.(incident|jobDefinition)\.action$/, /./],
  [/^cockpit\.repository\./, /./],
].map(([component, id]) => ({ component: component instanceof RegExp ? component : new RegExp(`^${component}$`), id }));

const administers = ({ authentication }) => !!authentication && authentication.authorizedApps.includes('admin');

polish.config(['$provide', ($provide) => {
  $provide.decorator('Views', ['$delegate', '$injector', ($delegate, $injector) => {
    const all = $delegate.getProviders;
    $delegate.getProviders = (criteria) => {
      const found = all.call($delegate, criteria);
      if (administers($injector.get('$rootScope'))) return found;
      return found.filter((view) => !ADMINISTRATORS_VIEWS.some(({ component, id }) => component.test(criteria.component) && id.test(view.id)));
    };
    return $delegate;
  }]);
}]);
/** For what stands in the templates themselves (brand.css). */
polish.run(['$rootScope', ($rootScope) => {
  $rootScope.$watch(administers, (does) => (document.documentElement.dataset.administers = does));
}]);

/** Whose password is right, and who has no business in this part of the program, is shown the way to the task list. */
polish.run(['$rootScope', '$timeout', 'Notifications', ($rootScope, $timeout, Notifications) => {
  $rootScope.$on('authentication.login.failure', (event, { status, data }) => {
    if (status !== 403 || !/liście zadań/.test(data && data.message)) return;
    const message = `${data.message} <a href="${TASKLIST}">Otwórz listę zadań</a>`;
    $timeout(() => Notifications.addError({ status: 'Nie udało się zalogować', message, unsafe: true, exclusive: true }));
  });
}]);

/** Whoever worked here and has to log in again hears why; what was said is gone when they have. */
polish.run(['$rootScope', '$timeout', 'Notifications', ($rootScope, $timeout, Notifications) => {
  let worked = false;
  let said = null;
  $rootScope.$watch('authentication.name', (name) => (worked = worked || !!name));
  $rootScope.$on('authentication.logout.success', () => (worked = false));
  $rootScope.$on('authentication.login.required', () => {
    if (!worked) return;
    worked = false;
    said = { type: 'warning', status: 'Sesja wygasła', message: 'Proszę zalogować się ponownie.', exclusive: true };
    $timeout(() => Notifications.add(said)); // after the web application's own word, in its place
  });
  $rootScope.$on('authentication.login.success', () => said && Notifications.clear(said));
}]);

/** The calendar, by which a task is put off: a Polish week begins on Monday. */
polish.config(['$provide', ($provide) => {
  $provide.decorator('$locale', ['$delegate', ($delegate) => {
    const called = (count, parts) => Array.from({ length: count }, (none, at) =>
      new Intl.DateTimeFormat('pl', { ...parts, timeZone: 'UTC' }).format(Date.UTC(2023, parts.month ? at : 0, parts.month ? 1 : at + 1)));
    const MONTH = called(12, { month: 'long' });
    Object.assign($delegate.DATETIME_FORMATS, {
      MONTH,
      STANDALONEMONTH: MONTH,
      SHORTMONTH: called(12, { month: 'short' }),
      DAY: called(7, { weekday: 'long' }), // from Sunday, as 1 January 2023 was
      SHORTDAY: called(7, { weekday: 'short' }),
    });
    return $delegate;
  }]);
}]);
polish.run(['$injector', ($injector) => {
  if ($injector.has('uibDatepickerConfig')) $injector.get('uibDatepickerConfig').startingDay = 1;
}]);

/** The viewer of decision tables draws without AngularJS; its few words are replaced where it puts them. */
const TABLE_WORDS = {
  When: 'Gdy',
  And: 'oraz',
  Then: 'wtedy',
  Annotations: 'Uwagi',
  'Hit policy:': 'Ile wierszy pasuje:',
  Unique: 'jeden',
  'View DRD': 'Pokaż diagram powiązań',
};

polish.directive('camWidgetDmnViewer', () => ({
  link(scope, element) {
    const drawn = new MutationObserver(() => {
      const texts = document.createTreeWalker(element[0], NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const said = words(TABLE_WORDS, texts.currentNode.nodeValue.trim());
        if (said) texts.currentNode.nodeValue = said;
      }
    });
    drawn.observe(element[0], { childList: true, subtree: true });
    scope.$on('$destroy', () => drawn.disconnect());
  },
}));
