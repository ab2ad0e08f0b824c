/*
 * The office's parts for Tasklist: what the embedded forms are built of, and the links in its bar.
 *
 * Tasklist imports this file as an ES module before AngularJS starts (config.js, customScripts) and adds the AngularJS
 * module "office" to its own (config.js, ngDeps), so the directives below work inside embedded forms.
 *
 * A form declares what it submits with cam-variable-name / cam-variable-type on an input (hidden where a part of the
 * office fills it) and holds one script: office.form(camForm, $scope). From then on the form's values are $scope.v,
 * and every declared variable is submitted, the empty ones as null. Nothing a former task left is filled in, and
 * nothing is kept in the browser's storage.
 */
import { OFFICE, csrfToken, date, distance, engine, get, grosze, inDays, moment, money, plural, query, remove, today, upload } from '../../office/api.js';
import { renderRegisters } from '../../office/registers.js';
import { isWaiting, patiently, worksHere } from '../../office/session.js';
import { renderStudent, renderStudents } from '../../office/student.js';
import '../../office/polish.js';

const angular = window.angular;
const office = angular.module('office', ['office.polish']);

const MB = 1024 * 1024;
const LARGEST_PROOF = 5;

const megabytes = (count) => `${count.toLocaleString('pl-PL', { maximumFractionDigits: 1 })} MB`;

/** Why a file is not even sent, or nothing; in MB, `allowed` is what it may have, `sent` what is sent to be judged. */
function unfit(file, allowed, sent = allowed) {
  if (file.size === 0) return 'Ten plik jest pusty. Wybierz inny.';
  if (file.size <= sent * MB) return '';
  return `Ten plik ma ${megabytes(file.size / MB)}. Można dodać plik do ${megabytes(allowed)}.`;
}

/** Runs `then` (and `failed`) inside AngularJS, unless the form is gone by the time the promise settles. */
function settle(scope, promise, then, failed) {
  const inScope = (handler) => (value) => scope.$$destroyed || scope.$applyAsync(() => handler(value));
  promise.then(inScope(then), inScope(failed || ((problem) => (scope.problem = problem.message))));
}

const portrait = (photoId, kind) => `${OFFICE}photos/${encodeURIComponent(photoId)}/${kind}`;

let ids = 0;
const nextId = (prefix) => `${prefix}-${++ids}`;

// ---------------------------------------------------------------------------------------------------------- the form

/**
 * Takes charge of an embedded form. `options`: `read` - names of further process variables to read into $scope.task;
 * `ready($scope)` - called when the task's variables (and the case, where there is one) are there.
 */
function form(camForm, $scope, options = {}) {
  const declared = camForm.fields.map((field) => ({
    name: field.variableName,
    type: field.element.attr('cam-variable-type') || 'String',
    // The engine hands it to the next step and writes it down nowhere.
    valueInfo: field.element.attr('cam-variable-transient') === undefined ? {} : { transient: true },
  }));
  camForm.fields = [];
  declared.forEach((variable) => camForm.variableManager.destroyVariable(variable.name));

  Object.assign($scope, { v: {}, task: {}, case: null, problem: null, today: today(), date, moment, money, distance, plural });

  if (camForm.taskId) ['caseNumber', ...(options.read || [])].forEach((name) => camForm.variableManager.fetchVariable(name));

  const ready = () => options.ready && options.ready($scope);
  camForm.on('variables-fetched', () => {
    const fetched = camForm.variableManager.variables;
    Object.keys(fetched).forEach((name) => ($scope.task[name] = fetched[name].value));
    if (!$scope.task.caseNumber) return ready();
    settle($scope, get(`cases/${encodeURIComponent($scope.task.caseNumber)}`), (found) => {
      $scope.case = found;
      ready();
    });
  });

  camForm.on('submit-failed', () => camForm.submitPrevented || goToRefusal());
  camForm.on('submit', () => {
    if (!camForm.formElement.controller('form').$valid) {
      camForm.submitPrevented = true;
      return;
    }
    camForm.variableManager.variables = Object.fromEntries(
      declared.map(({ name, type, valueInfo }) => {
        const value = $scope.v[name];
        return [name, { name, type, valueInfo, value: value === undefined || value === '' ? null : value }];
      }),
    );
  });
}

/** Puts the keyboard where it goes on, once that is drawn. */
const goTo = (scope, id) => scope.$applyAsync(() => setTimeout(() => {
  const next = document.getElementById(id);
  if (next) next.focus();
}));

/**
 * To what the server has answered: Tasklist puts it above the form, which may be long, and the button is below. It is drawn after the
 * form has heard of it.
 */
function goToRefusal() {
  setTimeout(() => {
    const notices = document.querySelectorAll(document.querySelector('.modal-dialog form[name=officeForm]')
      ? '.modal-dialog .notifications .alert' : '.page-notifications .alert');
    const said = notices[notices.length - 1];
    if (!said) return;
    said.tabIndex = -1;
    said.scrollIntoView({ block: 'center' });
    said.focus({ preventScroll: true });
  }, 50);
}

/**
 * For a start form about a whole class: $scope.ofClass holds the `names` to choose from and, once one is chosen and
 * $scope.showClass() called, the `plan` that the endpoint under classes/<class>/ makes for it.
 */
function forClass($scope, endpoint) {
  const said = ($scope.ofClass = { names: null, plan: null, problem: '' });
  const fail = (problem) => (said.problem = problem.message);
  settle($scope, get('classes'), (names) => (said.names = names), fail);
  $scope.showClass = () => {
    const asked = $scope.v.schoolClass;
    const ifStill = (then) => (answer) => asked === $scope.v.schoolClass && then(answer);
    said.plan = null;
    said.problem = '';
    if (!asked) return;
    settle($scope, get(`classes/${encodeURIComponent(asked)}/${endpoint}`), ifStill((plan) => (said.plan = plan)), ifStill(fail));
  };
}

/** What a case waits for: what is missing or was refused. */
const awaited = (file) => ((file && file.requirements) || []).filter(({ state }) => state === 'MISSING' || state === 'REFUSED');

/** What a clerk ticks as being there: all but the photo, which is added itself. */
const PAPER_HINTS = { PAYMENT: 'jest potwierdzenie albo wpłatę widać na rachunku szkoły' };
const papers = (items) => items.filter(({ item }) => item !== 'PHOTO').map((row) => ({ ...row, hint: PAPER_HINTS[row.item] }));

/** The address of something to open in a tab of its own. */
const address = (path, parameters) => OFFICE + path + query(parameters);

/** What a form's own script may use; `portrait(photoId, kind)` is a picture's address, kind: preview, portrait, original. */
window.office = { form, forClass, get, upload, portrait, address, goTo, awaited, papers, grosze, money, ageOn, today };

/**
 * What is still missing in a form, told in words: Tasklist only greys its button out.
 * Parts and fields add themselves with formController.checks.
 */
office.directive('form', () => ({
  restrict: 'E',
  require: 'form',
  link: { pre: (scope, element, attributes, controller) => (controller.checks = controller.checks || []) },
}));

/** `test()` answers whether the part is in order; `label` says what is missing; `target` is the id to go to. */
function addCheck(scope, controller, check) {
  controller.checks.push(check);
  const key = nextId('office');
  scope.$watch(check.test, (ok) => controller.$setValidity(key, !!ok, check));
  scope.$on('$destroy', () => {
    controller.checks.splice(controller.checks.indexOf(check), 1);
    controller.$setValidity(key, null, check);
  });
}

/** A rule of one form: `ok` must hold before it can be sent, else `label` is what is missing and `target` where. */
office.directive('officeCheck', () => ({
  require: '^^form',
  link: (scope, element, attributes, controller) =>
    addCheck(scope, controller, { label: attributes.label, target: attributes.target, test: () => scope.$eval(attributes.ok) }),
}));

office.directive('officeMissing', () => ({
  require: '^^form',
  scope: {},
  template: `
    <div class="of-missing" ng-if="problems().length">
      <span>Do uzupełnienia:</span>
      <button type="button" class="of-link" ng-repeat="check in problems() track by $index" ng-click="go(check)">{{ check.label }}</button>
    </div>`,
  link(scope, element, attributes, controller) {
    scope.problems = () => controller.checks.filter((check) => !check.test());
    scope.go = (check) => {
      const target = document.getElementById(check.target);
      if (target) target.focus();
    };
  },
}));

// -------------------------------------------------------------------------------------------------------------- fields

const FIELD_ERRORS = {
  required: 'To pole trzeba wypełnić.',
  email: 'To nie jest poprawny adres e-mail.',
  date: 'Podaj datę, na przykład 21.11.2026.',
  future: 'Ta data jeszcze nie nadeszła. Podaj dzień dzisiejszy lub wcześniejszy.',
  past: 'Podaj dzień późniejszy niż dzisiejszy.',
  weekend: 'To sobota albo niedziela. Podaj dzień roboczy.',
  before: 'Ta data jest wcześniejsza niż wpływ wniosku.',
  amount: 'Podaj kwotę w złotych, na przykład 9,00.',
  personName: 'W imieniu i nazwisku mogą być litery, spacje, łączniki, kropki i apostrofy.',
  pesel: 'PESEL ma 11 cyfr, a ta liczba nim nie jest. Sprawdź ją w dokumencie.',
  peselBirth: 'Ten PESEL nie zgadza się z datą urodzenia.',
  pattern: 'Popraw wpis w tym polu.',
};

/**
 * What is wrong in a field is said when it is left, and moves what stands below it: not between a button's going down and up, for the
 * click would be lost.
 */
let pressed = false;
office.run(['$rootScope', ($rootScope) => {
  // A list that opens keeps the button's going up to itself.
  document.addEventListener('pointerdown', (event) => (pressed = !event.target.closest('select')), true);
  ['pointerup', 'pointercancel', 'dragend', 'keydown'].forEach((end) => document.addEventListener(end, () => setTimeout(() => {
    pressed = false;
    $rootScope.$applyAsync();
  }), true));
}]);

/**
 * On the element that holds a label (or legend) and its input: shows the field's error beside it, tells it to screen
 * readers, and adds the field to what is missing. The attribute's value replaces the sentence for an empty field, the input's
 * `before-says` the one for a date that is too early.
 */
office.directive('officeField', () => ({
  require: '^^form',
  link(scope, element, attributes, controller) {
    const input = element.find('[ng-model]').first();
    const model = input.controller('ngModel');
    const id = input.attr('id');
    const label = element.find('label, legend').first();
    const error = angular.element('<p class="of-error" role="alert"></p>').attr('id', `${id}-error`);
    element.append(error);
    const hint = element.find('.of-hint').attr('id');
    const describedBy = [hint, `${id}-error`].filter(Boolean).join(' ');

    let said = '';
    const sentence = () => (said = pressed ? said : judged());
    const judged = () => {
      if (!model.$invalid || !(model.$touched || controller.$submitted)) return '';
      const key = Object.keys(model.$error)[0];
      const own = { required: attributes.officeField, before: input.attr('before-says') };
      return own[key] || FIELD_ERRORS[key] || FIELD_ERRORS.pattern;
    };
    scope.$watch(sentence, (text) => {
      error.text(text);
      element.toggleClass('of-wrong', !!text);
      // of a choice each button, some of which come later
      element.find('[ng-model]').attr({ 'aria-describedby': describedBy, 'aria-invalid': text ? 'true' : 'false' });
    });
    const check = {
      get label() { return label.text().trim().toLowerCase(); }, // some change with what was chosen
      target: id,
      test: () => !model.$invalid,
    };
    controller.checks.push(check);
    scope.$on('$destroy', () => controller.checks.splice(controller.checks.indexOf(check), 1));
  },
}));

/**
 * On an <input type="date">: the value is the text yyyy-MM-dd (AngularJS would make it a Date), never after today, and
 * not before the date that `not-before` evaluates to. `office-date="today"` fills in today (the input's name is its variable's);
 * `office-date="any"` takes days to come as well; `office-date="future"` is a day of the week after today (the holidays among
 * them the server knows).
 */
office.directive('officeDate', () => ({
  require: 'ngModel',
  priority: 1000,
  compile(element, attributes) {
    const ahead = attributes.officeDate === 'future';
    const anyDay = attributes.officeDate === 'any';
    if (!anyDay) attributes.$set(ahead ? 'min' : 'max', today());
    attributes.type = 'text'; // what AngularJS reads; the browser's input stays a date
    return (scope, input, attrs, model) => {
      model.$validators.date = (value) => !input[0].validity.badInput && (!value || /^\d{4}-\d{2}-\d{2}$/.test(value));
      if (ahead) {
        model.$validators.past = (value) => !value || value > today();
        model.$validators.weekend = (value) => !value || ![0, 6].includes(new Date(`${value}T00:00Z`).getUTCDay());
      } else if (!anyDay) {
        model.$validators.future = (value) => !value || value <= today();
      }
      model.$validators.before = (value) => {
        const first = attrs.notBefore && scope.$eval(attrs.notBefore);
        return !value || !first || value >= first;
      };
      if (attrs.notBefore) scope.$watch(attrs.notBefore, () => model.$validate());
      if (attrs.officeDate === 'today') {
        const unset = scope.$watch('v', (v) => {
          if (!v) return;
          v[attrs.name] = v[attrs.name] || today();
          unset();
        });
      }
    };
  },
}));

/** On a text input: an amount in złoty, typed as 9, 9,00 or 9.00 zł; the value is the text 9.00. */
office.directive('officeAmount', () => ({
  require: 'ngModel',
  link(scope, element, attributes, model) {
    model.$parsers.push((text) => (grosze(text) === null ? text : (grosze(text) / 100).toFixed(2)));
    model.$formatters.push((value) => value && value.replace('.', ','));
    model.$validators.amount = (value) => !value || grosze(value) > 0;
  },
}));

/** On a text input: what can be a name, as the server sees it. */
office.directive('officeName', () => ({
  require: 'ngModel',
  link(scope, element, attributes, model) {
    model.$validators.personName = (value) => !value || /^[\p{L}\p{M}][\p{L}\p{M} .'’-]*$/u.test(value);
  },
}));

const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
const PESEL_CENTURIES = [1900, 2000, 2100, 2200, 1800];

/** The date of birth in a PESEL, yyyy-MM-dd, or null if it is none: eleven digits and the check digit right. */
function bornByPesel(text) {
  if (!/^\d{11}$/.test(text)) return null;
  const digits = [...text].map(Number);
  if (digits.reduce((sum, digit, i) => sum + digit * PESEL_WEIGHTS[i], 0) % 10) return null;
  const month = Number(text.slice(2, 4));
  const year = PESEL_CENTURIES[Math.floor(month / 20)] + Number(text.slice(0, 2));
  return `${year}-${String(month % 20).padStart(2, '0')}-${text.slice(4, 6)}`;
}

/** On a text input: a PESEL, and that of somebody born on the day that the attribute evaluates to. */
office.directive('officePesel', () => ({
  require: 'ngModel',
  link(scope, element, attributes, model) {
    const born = () => scope.$eval(attributes.officePesel);
    model.$parsers.unshift((text) => text.replace(/\s/g, ''));
    model.$validators.pesel = (value) => !value || !!bornByPesel(value);
    model.$validators.peselBirth = (value) => !value || !bornByPesel(value) || !born() || bornByPesel(value) === born();
    scope.$watch(attributes.officePesel, () => model.$validate());
  },
}));

/**
 * Boxes to tick, each of `items` ({item, label, hint}) one; `value` becomes the ticked items, comma separated.
 * A row with `studentId` and `name` has a link to that student's page below. `absent` is what stands beside a box that is not ticked; `given` is an item that is there anyway, as a file.
 */
office.directive('officeChecklist', () => ({
  scope: { items: '<', value: '=', inputId: '@', legend: '@', absent: '@', given: '@' },
  template: `
    <fieldset class="of-choices">
      <legend class="of-label">{{ legend }}</legend>
      <label ng-repeat-start="row in items track by row.item" for="{{ inputId }}-{{ $index }}">
        <input type="checkbox" id="{{ inputId }}-{{ $index }}" ng-model="ticked[row.item]" ng-change="collect()" ng-disabled="row.item === given">
        {{ row.label }} <span class="of-badge of-warn" ng-if="absent && !ticked[row.item]">{{ absent }}</span>
        <span class="of-hint" ng-if="row.hint">{{ row.hint }}</span></label>
      <p class="of-below" ng-repeat-end ng-if="row.studentId"><office-student-link student-id="row.studentId" name="row.name"></office-student-link></p>
    </fieldset>`,
  link(scope) {
    scope.ticked = {};
    scope.collect = () => {
      scope.value = (scope.items || []).map((row) => row.item).filter((item) => scope.ticked[item]).join(',');
    };
    scope.$watch('items', scope.collect);
    scope.$watch('given', (now, before) => {
      if (now || before) scope.ticked[now || before] = !!now;
      scope.collect();
    });
  },
}));

/**
 * A box to type in and a list to choose from, by mouse or keyboard (arrows, Enter, Escape).
 * `find(text)` promises the rows, `title(row)` and `detail(row)` word them, `pick(row)` is called with the chosen one.
 */
office.directive('officeFinder', ['$timeout', ($timeout) => ({
  scope: { find: '&', title: '&', detail: '&', pick: '&', inputId: '@', label: '@', hint: '@', empty: '@' },
  template: `
    <div class="of-field of-finder">
      <label for="{{ inputId }}">{{ label }}</label>
      <p class="of-hint" id="{{ inputId }}-hint">{{ hint }}</p>
      <input type="text" class="form-control" id="{{ inputId }}" role="combobox" autocomplete="off" spellcheck="false"
             aria-autocomplete="list" aria-expanded="{{ !!open }}" aria-controls="{{ inputId }}-list"
             aria-activedescendant="{{ open && active >= 0 ? inputId + '-' + active : '' }}"
             aria-describedby="{{ inputId }}-hint {{ inputId }}-said"
             ng-model="text" ng-change="changed()" ng-keydown="key($event)" ng-blur="leave()" ng-focus="changed()">
      <ul class="of-list" role="listbox" id="{{ inputId }}-list" aria-label="{{ label }}" ng-show="open && rows.length">
        <li role="option" ng-repeat="row in rows" id="{{ inputId }}-{{ $index }}" aria-selected="{{ $index === active }}"
            ng-class="{ active: $index === active }" ng-mousedown="choose(row, $event)">
          <strong>{{ title({ row: row }) }}</strong> <span>{{ detail({ row: row }) }}<span ng-if="row.formerly.length"> · dawniej: {{ row.formerly.join(', ') }}</span></span>
        </li>
      </ul>
      <p class="of-said" id="{{ inputId }}-said" role="status">{{ said }}</p>
      <p class="of-error" role="alert">{{ problem }}</p>
    </div>`,
  link(scope, element) {
    let waiting;
    let asked;
    scope.text = '';
    scope.rows = [];
    scope.active = -1;

    const show = (rows) => {
      scope.rows = rows;
      scope.open = true;
      scope.active = rows.length ? 0 : -1;
      scope.said = rows.length
        ? `${rows.length} ${plural(rows.length, 'pozycja', 'pozycje', 'pozycji')} do wyboru – strzałki i Enter.`
        : scope.empty;
    };
    const ask = () => {
      const text = scope.text.trim();
      const query = (asked = {});
      scope.problem = '';
      settle(scope, scope.find({ text }),
        (rows) => query === asked && show(rows),
        (problem) => {
          if (query !== asked) return;
          scope.problem = problem.message;
          scope.open = false;
        });
    };
    scope.changed = () => {
      $timeout.cancel(waiting);
      asked = null;
      scope.open = false;
      scope.said = '';
      if (scope.text.trim().length >= 2) waiting = $timeout(ask, 250);
    };
    scope.choose = (row, event) => {
      if (event) event.preventDefault();
      scope.text = '';
      scope.changed();
      scope.pick({ row });
    };
    scope.key = (event) => {
      if (!scope.open) return;
      const last = scope.rows.length - 1;
      if (event.key === 'ArrowDown') scope.active = Math.min(scope.active + 1, last);
      else if (event.key === 'ArrowUp') scope.active = Math.max(scope.active - 1, 0);
      else if (event.key === 'Enter' && scope.active >= 0) scope.choose(scope.rows[scope.active]);
      else if (event.key === 'Escape') scope.open = false;
      else return;
      event.preventDefault();
      event.stopPropagation();
      $timeout(() => {
        const chosen = element[0].querySelector('li.active');
        if (chosen) chosen.scrollIntoView({ block: 'nearest' });
      });
    };
    scope.leave = () => $timeout(() => (scope.open = false), 150);
    scope.$on('$destroy', () => $timeout.cancel(waiting));
  },
})]);

/** A button and a place to drop one file on; `taken(file)` gets it. */
office.directive('officeDrop', () => ({
  scope: { taken: '&', accept: '@', inputId: '@', label: '@', hint: '@', busy: '<' },
  template: `
    <div class="of-drop" ng-class="{ 'of-over': over, 'of-busy': busy }">
      <input type="file" class="of-file" id="{{ inputId }}" accept="{{ accept }}" ng-disabled="busy" aria-describedby="{{ inputId }}-hint">
      <label for="{{ inputId }}" class="btn btn-default">{{ label }}</label>
      <span class="of-hint" id="{{ inputId }}-hint">{{ busy ? 'Wysyłam i sprawdzam plik…' : hint }}</span>
    </div>`,
  link(scope, element) {
    const input = element.find('input');
    const zone = element.children().first();
    const take = (files) => {
      if (files && files.length && !scope.busy) scope.$applyAsync(() => scope.taken({ file: files[0] }));
    };
    input.on('change', () => {
      take(input[0].files);
      // Emptied, so that the same file can be chosen again after it was corrected; the list was read already.
      scope.$applyAsync(() => (input[0].value = ''));
    });
    zone.on('dragover dragenter', (event) => {
      event.preventDefault();
      scope.$applyAsync(() => (scope.over = true));
    });
    zone.on('dragleave drop', (event) => {
      event.preventDefault();
      scope.$applyAsync(() => (scope.over = false));
    });
    zone.on('drop', (event) => take(event.originalEvent.dataTransfer.files));
  },
}));

// ------------------------------------------------------------------------------------------------ student and applicant

function ageOn(day, birthDate) {
  if (!birthDate) return 0;
  const years = day.slice(0, 4) - birthDate.slice(0, 4);
  return day.slice(5) < birthDate.slice(5, 10) ? years - 1 : years;
}

/**
 * The student and who applies: fills v.studentId, v.applicantName, v.applicantEmail, v.applicantPhone; scope.student for the
 * form. `procedure` is the one that a student can be refused for.
 */
office.directive('officeStudent', () => ({
  require: '^^form',
  template: `
    <section class="of-part" aria-labelledby="student-heading">
      <h4 id="student-heading">Uczeń</h4>
      <office-finder ng-if="!student" input-id="student-search" label="Imię, nazwisko lub ich część" find="findStudents(text)"
          hint="Wpisz co najmniej dwie litery. Wielkość liter i polskie znaki nie mają znaczenia."
          empty="Nie ma takiego ucznia. Sprawdź pisownię albo wczytaj nowszą listę uczniów."
          title="row.name" detail="row.schoolClass + (row.status === 'ATTENDS' ? '' : ' · były uczeń') + ' · ur. ' + date(row.birthDate) + (row.refusal ? ' · ' + row.refusal : '')"
          pick="chooseStudent(row)"></office-finder>
      <div class="of-chosen" ng-if="student">
        <dl class="of-facts">
          <div><dt>Uczeń</dt><dd><strong id="student-chosen" tabindex="-1">{{ student.name }}</strong></dd></div>
          <div><dt>Klasa</dt><dd>{{ student.schoolClass }}<span ng-if="student.status !== 'ATTENDS'"> (były uczeń)</span></dd></div>
          <div><dt>Data urodzenia</dt><dd>{{ date(student.birthDate) }}</dd></div>
          <div class="of-current" ng-if="student.card"><dt>Ważna legitymacja</dt><dd><strong>nr {{ student.card.number }}</strong><span
            ng-if="student.card.validUntil">, do {{ date(student.card.validUntil) }}</span></dd></div>
          <div ng-if="student.openCase"><dt>Sprawa w toku</dt><dd>{{ student.openCase.number }}</dd></div>
        </dl>
        <button type="button" class="btn btn-default btn-sm" ng-click="chooseStudent(null)">Wybierz innego ucznia</button>
      </div>
      <p class="of-error of-refusal" role="alert">{{ student.refusal }}</p>
    </section>
    <section class="of-part" ng-if="student && !student.refusal" aria-labelledby="applicant-heading">
      <h4 id="applicant-heading">Wnioskodawca</h4>
      <fieldset class="of-choices">
        <legend class="of-label">Kto składa wniosek</legend>
        <label ng-repeat="person in applicants" for="applicant-{{ $index }}">
          <input type="radio" name="applicant" id="applicant-{{ $index }}" ng-model="applicant.index" ng-value="$index" ng-change="chooseApplicant(person)">
          {{ person.label }} <span class="of-hint" ng-if="person.contact">{{ person.contact }}</span>
        </label>
      </fieldset>
      <div ng-if="applicant.index !== null" class="of-row">
        <div class="of-field" office-field="Podaj imię i nazwisko wnioskodawcy.">
          <label for="applicantName">Imię i nazwisko wnioskodawcy</label>
          <input type="text" class="form-control" id="applicantName" name="applicantName" autocomplete="off" maxlength="200" ng-model="v.applicantName" required>
        </div>
        <div class="of-field" office-field>
          <label for="applicantEmail">Adres e-mail</label>
          <input type="email" class="form-control" id="applicantEmail" name="applicantEmail" autocomplete="off" maxlength="254" ng-model="v.applicantEmail">
        </div>
        <div class="of-field" office-field>
          <label for="applicantPhone">Telefon</label>
          <input type="tel" class="form-control" id="applicantPhone" name="applicantPhone" autocomplete="off" maxlength="60" ng-model="v.applicantPhone">
        </div>
      </div>
      <p class="of-note" ng-if="applicant.index !== null && !v.applicantEmail">Bez adresu e-mail wiadomości o sprawie trafią jako zadania
        do listy „Do wzięcia”, do wszystkich w sekretariacie: kto weźmie zadanie, przekaże wiadomość telefonicznie, listownie lub osobiście.</p>
    </section>`,
  link(scope, element, attributes, controller) {
    scope.findStudents = (text) => get('students', { q: text, procedure: attributes.procedure });
    scope.chooseStudent = (student) => {
      scope.student = student;
      scope.applicant = { index: null };
      Object.assign(scope.v, { studentId: student && student.id, applicantName: '', applicantEmail: '', applicantPhone: '' });
      scope.applicants = student ? applicantsOf(student) : [];
      goTo(scope, student ? 'student-chosen' : 'student-search');
    };
    scope.chooseApplicant = (person) => Object.assign(scope.v, {
      applicantName: person.name || '', applicantEmail: person.email || '', applicantPhone: person.phone || '',
    });

    function applicantsOf(student) {
      const contact = (person) => [person.email, person.phone].filter(Boolean).join(' · ');
      const people = (student.guardians || []).map((guardian) => ({ ...guardian, label: guardian.name, contact: contact(guardian) }));
      if (ageOn(today(), student.birthDate) >= 18) people.push({ name: student.name, label: `${student.name} – uczeń pełnoletni` });
      people.push({ label: 'Inna osoba' });
      return people;
    }

    addCheck(scope, controller, { label: 'uczeń', target: 'student-search', test: () => scope.student });
    addCheck(scope, controller, {
      label: 'uczeń, dla którego można wszcząć tę sprawę', target: 'student-chosen', test: () => !scope.student || !scope.student.refusal,
    });
    addCheck(scope, controller, {
      label: 'wnioskodawca', target: 'applicant-0',
      test: () => !scope.student || scope.student.refusal || (scope.applicant && scope.applicant.index !== null),
    });
  },
}));

/** When and how the application came: fills v.receivedOn and v.channel. */
office.directive('officeReceipt', () => ({
  template: `
    <section class="of-part" aria-labelledby="received-heading">
      <h4 id="received-heading">Wpływ wniosku</h4>
      <div class="of-row">
        <div class="of-field" office-field>
          <label for="receivedOn">Data wpływu</label>
          <input type="date" class="form-control" id="receivedOn" name="receivedOn" office-date="today" not-before="aYearAgo()"
                 before-says="Ta data jest odległa o więcej niż rok. Sprawdź ją." ng-model="v.receivedOn" required>
        </div>
        <div class="of-field" office-field="Wybierz, jak wpłynął wniosek.">
          <label for="channel">Sposób wpływu</label>
          <select class="form-control" id="channel" name="channel" ng-model="v.channel" required>
            <option value="">– wybierz –</option>
            <option value="OFFICE">w sekretariacie</option>
            <option value="EMAIL">e-mailem</option>
            <option value="LIBRUS">przez Librusa</option>
            <option value="POST">pocztą</option>
          </select>
        </div>
      </div>
    </section>`,
  // as the server refuses it: OfficeTime.receipt
  link: (scope) => (scope.aYearAgo = () => `${today().slice(0, 4) - 1}${today().slice(4)}`),
}));

/**
 * The rules for a procedure and a reason, and which of the papers they ask for are there: fills v.attachments. With `proofs`,
 * v.paymentProofs as well, where there is something to pay.
 */
office.directive('officeAttachments', () => ({
  require: '^^form',
  scope: { procedure: '@', reason: '<', v: '<' },
  template: `
    <section class="of-part" ng-if="known()" aria-labelledby="attachments-heading">
      <h4 id="attachments-heading" tabindex="-1">Co jest przy wniosku</h4>
      <p class="of-error" role="alert">{{ problem }}</p>
      <p ng-if="problem"><button type="button" class="btn btn-default btn-sm" ng-click="load()">Spróbuj ponownie</button></p>
      <div ng-if="rules">
        <ul class="of-figures">
          <li>opłata: <strong>{{ rules.fee > 0 ? money(rules.fee) : 'brak' }}</strong></li>
          <li ng-if="rules.deadlineDays">termin: <strong>{{ rules.deadlineDays }} {{ plural(rules.deadlineDays, 'dzień', 'dni', 'dni') }}</strong></li>
          <li>zgoda dyrektora: <strong>{{ rules.principalDecides ? 'potrzebna' : 'niepotrzebna' }}</strong></li>
        </ul>
        <office-checklist items="papers" value="v.attachments" input-id="attachment" absent="brakuje" ng-if="papers.length"
            given="{{ v.paymentProofs ? 'PAYMENT' : '' }}" legend="Zaznacz, co już jest"></office-checklist>
        <office-proofs v="v" ng-if="takesProofs && asks('PAYMENT')"></office-proofs>
        <p class="of-note" role="status">
          <span ng-if="missing().length"><strong>Brakuje: {{ missing().join(', ') }}</strong> – wnioskodawca dostanie jedno wezwanie do uzupełnienia.</span>
          <span ng-if="!missing().length">Niczego nie brakuje.</span>
        </p>
      </div>
    </section>`,
  link(scope, element, attributes, controller) {
    Object.assign(scope, { money, plural });
    scope.takesProofs = attributes.proofs !== undefined;
    scope.asks = (wanted) => scope.rules.attachments.some(({ item }) => item === wanted);
    // Some procedures know no reasons.
    scope.known = () => (attributes.reason === undefined ? scope.procedure : scope.reason);
    // The former reason's rules stay until the new ones are there, so that what is ticked stays ticked.
    const take = (asked, rules, problem) => {
      if (asked !== scope.known()) return;
      Object.assign(scope, { rules, problem, papers: rules ? papers(rules.attachments) : [], ruled: rules && asked });
      if (!scope.papers.length) scope.v.attachments = null;
    };
    scope.load = () => {
      const { procedure, reason } = scope;
      const asked = scope.known();
      if (!asked) return;
      settle(scope, get('case-rules', reason ? { procedure, reason } : { procedure }),
        (rules) => take(asked, rules, ''),
        (problem) => take(asked, null, problem.message));
    };
    scope.missing = () => {
      const there = (scope.v.attachments || '').split(',').concat(scope.v.photoId ? 'PHOTO' : []);
      return scope.rules.attachments.filter(({ item }) => !there.includes(item)).map(({ label }) => label);
    };
    scope.$watch('known()', scope.load);
    addCheck(scope, controller, { label: 'zasady sprawy', target: 'attachments-heading', test: () => scope.ruled === scope.known() });
  },
}));

// --------------------------------------------------------------------------------------------------------------- photo

/**
 * A photo taken, judged at once and shown with its verdict: fills v.photoId.
 * Attributes: `student` (the student, with an accepted photo on file where there is one), `required`,
 * `reuse` uses a photo that was accepted before without asking (domain: it serves the card and the mobile card).
 * `refused-note` (what happens when a photo that was refused is sent all the same, where no case is started with it).
 */
office.directive('officePhoto', () => ({
  require: '^^form',
  scope: { student: '<', v: '<', refusedNote: '@' },
  template: `
    <section class="of-part" aria-labelledby="photo-heading">
      <h4 id="photo-heading">Zdjęcie</h4>
      <office-drop ng-if="!photo" input-id="photo-file" accept="image/jpeg,.jpg,.jpeg" busy="busy" taken="send(file)"
          label="Wybierz plik ze zdjęciem" hint="albo upuść go tutaj. Zdjęcie JPEG{{ wanted }}."></office-drop>
      <p class="of-error" role="alert">{{ problem }}</p>
      <p ng-if="!photo && student.photoId && !busy">
        <button type="button" class="btn btn-default btn-sm" ng-click="useOnFile()">Użyj przyjętego wcześniej zdjęcia tego ucznia</button>
      </p>
      <div class="of-photo" ng-if="photo">
        <a ng-if="photo.pictured" ng-href="{{ picture }}" target="_blank" rel="noopener" title="Pokaż duże zdjęcie">
          <img ng-src="{{ picture }}" alt="Dodane zdjęcie: {{ photo.fileName }}">
        </a>
        <p class="of-no-picture" ng-if="!photo.pictured">Tego pliku nie da się pokazać.</p>
        <div class="of-verdict">
          <p role="status" class="of-badge" ng-class="photo.passed ? 'of-good' : 'of-bad'">
            {{ photo.passed ? 'Zdjęcie przeszło sprawdzenie' : 'Zdjęcie nie spełnia wymagań' }}</p>
          <p class="of-hint">{{ photo.fileName }}<span ng-if="photo.width"> · {{ photo.width }} × {{ photo.height }} px</span></p>
          <ul class="of-reasons" ng-if="photo.refusals.length">
            <li ng-repeat="refusal in photo.refusals"><strong>{{ refusal.reason }}</strong> {{ refusal.remedy }}</li>
          </ul>
          <p class="of-note" ng-if="!photo.passed">{{ refusedNote || 'Sprawę możesz wszcząć mimo to: opiekun dostanie wiadomość z tymi powodami i prośbę o nowe zdjęcie.' }}</p>
          <div ng-if="photo.advice.length">
            <p class="of-label">Zwróć uwagę</p>
            <ul class="of-reasons of-advice">
              <li ng-repeat="advice in photo.advice">{{ advice.reason }} <span class="of-hint">{{ advice.remedy }}</span></li>
            </ul>
          </div>
          <p>
            <button type="button" class="btn btn-default btn-sm" ng-click="remove()">Usuń to zdjęcie i dodaj inne</button>
          </p>
        </div>
      </div>
    </section>`,
  link(scope, element, attributes, controller) {
    let sent;
    settle(scope, get('photo-rules'), (rules) => {
      scope.rules = rules;
      scope.wanted = `, do ${megabytes(rules.megabytes)}, co najmniej ${rules.width} × ${rules.height} px`;
    }, () => {}); // the server judges it all the same
    const show = (photo) => {
      scope.photo = photo;
      scope.busy = false;
      scope.picture = `${OFFICE}photos/${encodeURIComponent(photo.id)}/preview`;
      scope.v.photoId = String(photo.id);
    };
    const answerOf = (promise) => {
      const mine = (sent = {});
      scope.busy = true;
      scope.problem = '';
      settle(scope, promise,
        (photo) => mine === sent && show(photo),
        (problem) => {
          if (mine !== sent) return;
          scope.busy = false;
          scope.problem = problem.message;
        });
    };
    scope.send = (file) => {
      scope.problem = scope.rules ? unfit(file, scope.rules.megabytes, scope.rules.sentMegabytes) : '';
      if (!scope.problem) answerOf(upload('photos', file, { studentId: scope.student && scope.student.id }));
    };
    if (attributes.reuse !== undefined) scope.$watch('student.photoId', (onFile) => onFile && scope.useOnFile());
    scope.useOnFile = () => answerOf(get(`photos/${encodeURIComponent(scope.student.photoId)}`));
    scope.remove = () => {
      sent = null;
      scope.photo = null;
      scope.busy = false;
      scope.problem = '';
      scope.v.photoId = null;
    };
    // A photo belongs to one student: when the clerk chooses another, it does not go with them.
    scope.$watch('student.id', (now, before) => before !== undefined && now !== before && scope.remove());

    addCheck(scope, controller, { label: 'zdjęcie jest jeszcze sprawdzane', target: 'photo-heading', test: () => !scope.busy });
    if (attributes.required !== undefined) {
      addCheck(scope, controller, { label: 'zdjęcie', target: 'photo-file', test: () => scope.photo || scope.busy });
    }
    scope.$on('$destroy', () => (scope.v.photoId = null));
  },
}));

// ---------------------------------------------------------------------------------------------------- proof of payment

/**
 * Proofs of payment: evidence to look at, which pays nothing by itself. With a case (`file`) they are the case's, and what is added
 * or removed is so at once; on a start form (`v`) they come with the application: fills v.paymentProofs. `look-only` shows them and
 * no more. `changed` is called with the `count` of those that were added here and are still there.
 */
office.directive('officeProofs', () => ({
  require: '^^form',
  scope: { file: '<', v: '<', changed: '&' },
  template: `
    <div class="of-proofs" role="group" aria-labelledby="proofs-label">
      <p class="of-label" id="proofs-label" tabindex="-1">Potwierdzenie wpłaty</p>
      <p class="of-hint" ng-if="file && !shown().length">Nie złożono potwierdzenia.</p>
      <ul ng-if="shown().length">
        <li ng-repeat="proof in shown() track by proof.id">
          <a ng-href="{{ address(proof) }}" target="_blank" rel="noopener" title="Otwórz w nowej karcie"><img
            ng-if="proof.kind !== 'PDF'" ng-src="{{ address(proof) }}" alt=""><span class="of-file-name">{{ proof.fileName || 'plik bez nazwy' }}</span>
            <span class="of-badge">{{ proof.kind }}</span><span class="sr-only"> (w nowej karcie)</span></a>
          <p class="of-hint">wpłynęło {{ date(proof.receivedOn) }}, dodał(a) {{ proof.receivedBy }}</p>
          <p ng-if="!lookOnly && asked !== proof.id">
            <button type="button" class="btn btn-default btn-sm" id="proof-remove-{{ proof.id }}" ng-disabled="busy" ng-click="ask(proof)">Usuń<span
              class="sr-only"> potwierdzenie {{ proof.fileName }}</span></button>
          </p>
          <p class="of-note" ng-if="asked === proof.id">Usunąć to potwierdzenie? Pliku nie będzie można odzyskać.<br>
            <button type="button" class="btn btn-default btn-sm" id="proof-sure" ng-disabled="busy" ng-click="remove(proof)">Tak, usuń</button>
            <button type="button" class="btn btn-default btn-sm" ng-click="ask(null, proof)">Nie</button>
          </p>
        </li>
      </ul>
      <office-drop ng-if="!lookOnly" input-id="proof-file" accept="application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png" busy="busy"
          taken="send(file)" label="Dodaj plik z potwierdzeniem" hint="albo upuść go tutaj. PDF, JPEG albo PNG, do 5 MB."></office-drop>
      <p class="of-error" role="alert">{{ problem }}</p>
      <p class="of-hint" ng-if="v && shown().length">Potwierdzenie nie oznacza jeszcze opłaty: wpłatę sprawdzisz w osobnym zadaniu.</p>
    </div>`,
  link(scope, element, attributes, controller) {
    const here = []; // ids of those added here
    const unsent = [];
    Object.assign(scope, { date, lookOnly: attributes.lookOnly !== undefined, problem: '' });
    const all = () => (scope.file ? (scope.file.proofs = scope.file.proofs || []) : unsent);
    scope.shown = () => all().filter(({ removedOn }) => !removedOn);
    scope.address = ({ id }) => `${OFFICE}payment-proofs/${encodeURIComponent(id)}`;

    const tell = () => {
      const there = scope.shown().map(({ id }) => id).filter((id) => here.includes(id));
      if (scope.v) scope.v.paymentProofs = there.join(',') || null;
      scope.changed({ count: there.length });
    };
    const answerOf = (promise, then) => {
      scope.busy = true;
      scope.problem = '';
      settle(scope, promise, (proof) => {
        scope.busy = false;
        then(proof);
        tell();
      }, (problem) => {
        scope.busy = false;
        scope.problem = problem.message;
      });
    };
    scope.send = (file) => {
      scope.problem = unfit(file, LARGEST_PROOF);
      if (scope.problem) return;
      answerOf(upload('payment-proofs', file, { caseNumber: scope.file && scope.file.number }), (proof) => {
        here.push(proof.id);
        all().push(proof);
      });
    };
    scope.ask = (proof, back) => {
      scope.asked = proof && proof.id;
      goTo(scope, proof ? 'proof-sure' : `proof-remove-${back.id}`);
    };
    scope.remove = (proof) => answerOf(remove(`payment-proofs/${encodeURIComponent(proof.id)}`), ({ removedOn }) => {
      proof.removedOn = removedOn;
      scope.asked = null;
      goTo(scope, 'proofs-label');
    });

    addCheck(scope, controller, { label: 'potwierdzenie jest jeszcze wysyłane', target: 'proofs-label', test: () => !scope.busy });
    scope.$on('$destroy', () => scope.v && (scope.v.paymentProofs = null));
  },
}));

// ---------------------------------------------------------------------------------------------------------------- case

/** A name that leads to the student's page; the name alone where the school has no such student. `text` is shown in the name's place. */
office.directive('officeStudentLink', () => ({
  scope: { studentId: '<', name: '<', text: '@' },
  template: `<a ng-if="studentId" ng-href="#/uczen/{{ studentId }}" target="_blank" rel="noopener">{{ text || name }}<span
    class="sr-only"><span ng-if="text">: {{ name }}</span><span ng-if="!text"> – strona ucznia</span> (w nowej karcie)</span></a><span ng-if="!studentId">{{ name }}</span>`,
}));

/** The facts of the case that the task is about, on top of every task form. */
office.directive('officeCase', () => ({
  template: `
    <p class="of-hint" ng-if="!case && !problem && task.caseNumber">Wczytuję sprawę…</p>
    <p class="of-error" role="alert">{{ problem }}</p>
    <section class="of-case" ng-if="case" aria-label="Sprawa {{ case.number }}">
      <a class="of-portrait" ng-if="case.picture" ng-href="{{ large() }}" target="_blank" rel="noopener" title="Pokaż duże zdjęcie">
        <img ng-src="{{ small() }}" alt="Zdjęcie: {{ case.person }}">
      </a>
      <div class="of-case-body">
        <p class="of-case-title"><strong><office-student-link student-id="case.student.id" name="case.person"></office-student-link></strong>, {{ case.personDetail }}</p>
        <dl class="of-facts">
          <div><dt>Sprawa</dt><dd>{{ case.number }}</dd></div>
          <div><dt>Procedura</dt><dd>{{ case.procedureName }}</dd></div>
          <div><dt>Wniosek z dnia</dt><dd>{{ date(case.receivedOn) }}<span ng-if="case.channel">, {{ case.channel }}</span></dd></div>
          <div ng-if="case.deadline"><dt>Termin</dt><dd>{{ date(case.deadline) }}
            <span class="of-badge" ng-class="{ 'of-bad': distance(case.deadline).late, 'of-warn': distance(case.deadline).near }">{{ distance(case.deadline).text }}</span></dd></div>
          <div ng-if="case.card"><dt>Legitymacja</dt><dd>nr {{ case.card.number }}</dd></div>
          <div ng-if="case.replacedCard"><dt>Zastępuje legitymację</dt><dd>nr {{ case.replacedCard }}</dd></div>
          <div><dt>Wnioskodawca</dt><dd>{{ case.applicant.name }}</dd></div>
          <div ng-if="case.applicant.phone"><dt>Telefon</dt><dd><a ng-href="tel:{{ case.applicant.phone }}">{{ case.applicant.phone }}</a></dd></div>
          <div ng-if="case.applicant.email"><dt>E-mail</dt><dd>{{ case.applicant.email }}</dd></div>
        </dl>
        <p class="of-why" ng-if="case.reason"><span class="of-hint">Przyczyna:</span> <strong>{{ case.reason }}</strong><span
          ng-if="case.reasonNote"> – {{ case.reasonNote }}</span></p>
        <p class="of-why" ng-if="awaited().length"><span class="of-hint">Potrzebne od wnioskodawcy:</span> {{ awaited().join(', ') }}</p>
        <details ng-if="case.history.length">
          <summary>Przebieg sprawy ({{ case.history.length }})</summary>
          <ol class="of-history">
            <li ng-repeat="entry in case.history"><time>{{ moment(entry.at) }}</time> <span>{{ entry.text }}</span> <em ng-if="entry.who">{{ entry.who }}</em></li>
          </ol>
        </details>
      </div>
    </section>`,
  link(scope) {
    scope.awaited = () => awaited(scope.case).map(({ label }) => label);
    scope.small = () => scope.case && scope.case.picture && portrait(scope.case.photoId, scope.case.picture);
    scope.large = () => scope.case && scope.case.picture && portrait(scope.case.photoId, 'preview');
  },
}));

const IN_A_NEW_TAB = '<span class="sr-only"> (PDF, w nowej karcie)</span>';

/** A letter of the case, where it can be printed as the case stands; `kind` as the case's letters name it. */
office.directive('officeLetter', () => ({
  scope: true,
  template: `
    <p class="of-letters" ng-repeat="letter in letters()">
      <a class="btn btn-default btn-sm" ng-href="{{ address(letter) }}" target="_blank" rel="noopener">Wydrukuj: {{ letter.label }}${IN_A_NEW_TAB}</a>
    </p>`,
  link(scope, element, attributes) {
    scope.address = ({ href }) => OFFICE + href;
    scope.letters = () => ((scope.case && scope.case.letters) || []).filter(({ kind }) => kind === attributes.kind);
  },
}));

/** The application form of that number (S3's annexes) with the chosen student's data, for those who apply here and now. */
office.directive('officePaperForm', () => ({
  template: `
    <p class="of-letters" ng-if="student && !student.refusal">
      <a class="btn btn-default btn-sm" ng-href="{{ paper() }}" target="_blank" rel="noopener">Wydrukuj wniosek${IN_A_NEW_TAB}</a>
      <span class="of-hint">z danymi ucznia, do podpisu</span>
    </p>`,
  link: (scope, element, attributes) => (scope.paper = () => `${OFFICE}students/${scope.student.id}/forms/${attributes.number}`),
}));

/** Which certificate a duplicate is asked for, what the records say, how far its duplicate has come. */
office.directive('officeCertificate', () => ({
  template: `
    <section class="of-part" ng-if="case.certificate" aria-labelledby="certificate-facts-heading">
      <h4 id="certificate-facts-heading">Świadectwo</h4>
      <dl class="of-facts">
        <div><dt>Rodzaj</dt><dd>{{ case.certificate.certificate }}</dd></div>
        <div><dt>Rok szkolny</dt><dd>{{ case.certificate.schoolYear }}, klasa {{ case.certificate.schoolClass }}</dd></div>
        <div><dt>Nazwisko na świadectwie</dt><dd>{{ case.certificate.nameThen }}</dd></div>
        <div><dt>Przekazanie</dt><dd>{{ case.certificate.collectionLabel }}<span ng-if="case.certificate.deliveryAddress">: {{ case.certificate.deliveryAddress }}</span></dd></div>
        <div ng-if="case.certificate.number"><dt>Numer duplikatu</dt><dd>{{ case.certificate.number }}, {{ case.certificate.state }}</dd></div>
        <div ng-if="case.certificate.signatures"><dt>Podpisy</dt><dd>{{ case.certificate.signatures }}</dd></div>
        <div ng-if="case.certificate.records"><dt>Dokumentacja</dt><dd>{{ case.certificate.records }}<span ng-if="case.certificate.recordsNote"> – {{ case.certificate.recordsNote }}</span></dd></div>
      </dl>
    </section>`,
}));

/**
 * What is typed into another system, line by line, each to be copied, and the photo to be saved. `subject(case)` is what
 * it is about, nothing is shown without it; `lines(case)` are the lines; `kind` is the photo's, `fileName(case)` its file's.
 */
const dataSheet = ({ id, heading, alt, subject, lines, kind, fileName }) => () => ({
  template: `
    <section class="of-part" ng-if="sheet()" aria-labelledby="${id}-heading">
      <h4 id="${id}-heading">${heading}</h4>
      <div class="of-card-data">
        <office-copy lines="sheet()"></office-copy>
        <div class="of-download" ng-if="case.photoId">
          <img ng-src="{{ photoUrl() }}" alt="${alt}">
          <a class="btn btn-default btn-sm" ng-href="{{ photoUrl() }}" download="{{ photoFile() }}">Pobierz zdjęcie</a>
        </div>
      </div>
    </section>`,
  scope: true, // a form may show two sheets
  link(scope) {
    let of;
    let shown;
    // The same lines for the same case: AngularJS looks again and again.
    scope.sheet = () => {
      if (of !== scope.case) {
        of = scope.case;
        shown = of && subject(of) ? lines(of) : null;
      }
      return shown;
    };
    scope.photoUrl = () => portrait(scope.case.photoId, kind);
    scope.photoFile = () => fileName(scope.case);
  },
});

const ofSchool = ({ name, address }) => [{ label: 'Szkoła', value: name }, { label: 'Adres szkoły', value: address }];

/** What is printed on a card. */
office.directive('officeCardData', dataSheet({
  id: 'card-data',
  heading: 'Dane na legitymację',
  alt: 'Zdjęcie do legitymacji',
  subject: (file) => file,
  kind: 'portrait',
  fileName: ({ card, number }) => `legitymacja-${String((card && card.number) || number).replace(/[^\w-]+/g, '-')}.jpg`,
  lines: ({ student, card, school }) => [
    { label: 'Nazwisko', value: student.surname },
    { label: 'Imiona', value: [student.firstName, student.secondName].filter(Boolean).join(' ') },
    { label: 'Data urodzenia', value: date(student.birthDate) },
    { label: 'PESEL', value: student.pesel },
    { label: 'Numer legitymacji', value: card && card.number },
    ...(card && card.validUntil ? [{ label: 'Ważna do', value: date(card.validUntil) }] : []),
    ...(school ? ofSchool(school) : []),
  ],
}));

/** What the government system asks for, with the photo in the size that it takes. */
office.directive('officeMobileData', dataSheet({
  id: 'mobile-data',
  heading: 'Dane do systemu rządowego',
  alt: 'Zdjęcie do mLegitymacji',
  subject: ({ mobileCard }) => mobileCard,
  kind: 'government',
  fileName: ({ number }) => `mlegitymacja-${number}.jpg`,
  lines: ({ student, mobileCard, school }) => [
    { label: 'Nazwisko', value: student.surname },
    { label: 'Imię', value: student.firstName },
    { label: 'Drugie imię', value: student.secondName },
    { label: 'PESEL', value: student.pesel },
    { label: 'Data urodzenia', value: date(student.birthDate) },
    { label: 'Numer legitymacji', value: mobileCard.cardNumber },
    { label: 'Data wydania legitymacji', value: mobileCard.cardIssuedOn && date(mobileCard.cardIssuedOn) },
    { label: 'Ważna do', value: mobileCard.cardValidUntil && date(mobileCard.cardValidUntil) },
    ...ofSchool(school),
  ],
}));

/** The code that the government system gave, typed or read from a picture of its QR code, and how it is given on. */
office.directive('officeCode', () => ({
  template: `
    <section class="of-part" aria-labelledby="code-heading">
      <h4 id="code-heading">Kod aktywacyjny</h4>
      <fieldset class="of-choices" office-field="Zaznacz, jak przekażesz kod.">
        <legend class="of-label">Jak przekażesz kod</legend>
        <label for="channel-slip"><input type="radio" name="codeChannel" id="channel-slip" value="SLIP" ng-model="v.codeChannel" ng-change="byChannel()" required> wydruk do ręki</label>
        <label for="channel-pick-up"><input type="radio" name="codeChannel" id="channel-pick-up" value="PICK_UP" ng-model="v.codeChannel" ng-change="byChannel()" required> wydruk do odbioru w sekretariacie</label>
        <label for="channel-zpe"><input type="radio" name="codeChannel" id="channel-zpe" value="ZPE" ng-model="v.codeChannel" ng-change="byChannel()" required> uczeń pobierze kod w ZPE</label>
        <label for="channel-mail" ng-if="case.mobileCard.defaultChannel === 'MAIL'"><input type="radio" name="codeChannel" id="channel-mail" value="MAIL" ng-model="v.codeChannel" ng-change="byChannel()" required> e-mail z kodem</label>
      </fieldset>
      <div ng-if="v.codeChannel && v.codeChannel !== 'ZPE'">
        <div class="of-field" office-field="Wpisz kod, który podał system rządowy.">
          <label for="activationCode">Kod</label>
          <p class="of-hint" id="activationCode-hint">Spacje i myślniki nie mają znaczenia. Kod widzi tylko sekretariat; po użyciu lub wygaśnięciu zostanie usunięty.</p>
          <input type="text" class="form-control" id="activationCode" name="activationCode" autocomplete="off" spellcheck="false" maxlength="80" ng-model="v.activationCode" required>
        </div>
        <office-drop input-id="qr-file" accept="image/png,image/jpeg" label="Wczytaj obraz kodu QR" hint="Zrzut ekranu albo plik z systemu rządowego (PNG lub JPG); trafi na wydruk dla opiekuna."
            busy="qr.busy" taken="readQr(file)"></office-drop>
        <p class="of-error" role="alert">{{ qr.problem }}</p>
        <p role="status" ng-class="{ 'of-note': qr.read }"><span ng-if="qr.read">Kod QR odczytany z obrazu. Sprawdź jego treść poniżej.</span></p>
        <div class="of-field" office-field>
          <label for="qrContent">Treść kodu QR</label>
          <p class="of-hint" id="qrContent-hint">Wpisze się z obrazu; można ją też wkleić albo poprawić. Puste pole: kartka będzie bez kodu QR.</p>
          <textarea class="form-control" id="qrContent" name="qrContent" rows="2" autocomplete="off" spellcheck="false" maxlength="2900" ng-model="v.qrContent" ng-change="typedQr()"></textarea>
        </div>
        <p ng-if="v.qrContent"><button type="button" class="btn btn-default btn-sm" ng-click="dropQr()">Usuń kod QR</button></p>
        <div class="of-row">
          <div class="of-field" office-field>
            <label for="codeGeneratedAt">Kiedy wygenerowano</label>
            <input type="datetime-local" class="form-control" id="codeGeneratedAt" name="codeGeneratedAt" office-clock ng-model="v.codeGeneratedAt">
          </div>
          <div class="of-field" office-field>
            <label for="codeValidUntil">Ważny do</label>
            <input type="datetime-local" class="form-control" id="codeValidUntil" name="codeValidUntil" office-clock ng-model="v.codeValidUntil">
          </div>
        </div>
        <p class="of-hint">Puste pola: kod wygenerowano teraz, a jego ważność policzy program według ustawień szkoły.
          Kod nie może być ważny dłużej niż mLegitymacja{{ case.mobileCard.cardValidUntil ? ', czyli do ' + date(case.mobileCard.validUntil || case.mobileCard.cardValidUntil) : '' }}.</p>
      </div>
    </section>`,
  link(scope) {
    scope.qr = {};
    scope.$watch('case.mobileCard.defaultChannel', (channel) => {
      if (channel && !scope.v.codeChannel) scope.v.codeChannel = channel;
    });
    scope.typedQr = () => (scope.qr = {});
    scope.dropQr = () => {
      scope.v.qrContent = null;
      scope.qr = {};
      goTo(scope, 'qr-file');
    };
    scope.byChannel = () => {
      if (scope.v.codeChannel === 'ZPE') Object.assign(scope.v, { activationCode: null, qrContent: null, codeValidUntil: null });
    };
    scope.readQr = (file) => {
      if (scope.qr.read) scope.v.qrContent = null; // what the picture before said; what was typed stays
      scope.qr = { busy: true };
      settle(scope, upload('qr', file), ({ content }) => {
        scope.v.qrContent = content;
        scope.qr = { read: true };
      }, (problem) => (scope.qr = { problem: problem.message }));
    };
  },
}));

/** On an <input type="datetime-local">: the value stays the text yyyy-MM-ddTHH:mm (AngularJS would make it a Date). */
office.directive('officeClock', () => ({
  require: 'ngModel',
  priority: 1000,
  compile(element, attributes) {
    attributes.type = 'text';
    return (scope, input, attrs, model) => {
      model.$validators.date = (value) => !input[0].validity.badInput && (!value || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value));
    };
  },
}));

/** The code that can be used now, for the office's eyes, and the slip to print. */
office.directive('officeCodeShown', () => ({
  template: `
    <div ng-if="case.mobileCard">
      <p class="of-error" role="alert">{{ code.problem }}</p>
      <dl class="of-facts" ng-if="code.code">
        <div><dt>Kod</dt><dd><strong class="of-code">{{ code.code }}</strong></dd></div>
        <div><dt>Ważny do</dt><dd>{{ moment(code.validUntil) }}</dd></div>
      </dl>
      <p ng-if="!code.code && !code.problem">Uczeń pobiera kod w ZPE albo kod już wygasł.</p>
      <p ng-if="code.slip"><a class="btn btn-default" ng-href="{{ code.slip }}" target="_blank" rel="noopener">Wydrukuj kartkę z kodem</a></p>
    </div>`,
  link(scope) {
    scope.code = {};
    scope.$watch('case.number', (number) => {
      if (!number) return;
      settle(scope, get(`cases/${encodeURIComponent(number)}/mobile-code`), (code) => (scope.code = code || {}),
        (problem) => (scope.code = { problem: problem.message }));
    });
  },
}));

/** Lines ({label, value}) to read, compare and copy one by one. */
office.directive('officeCopy', () => ({
  scope: { lines: '<' },
  template: `
    <table class="of-copy">
      <tr ng-repeat="line in lines">
        <th scope="row">{{ line.label }}</th>
        <td>{{ line.value || '–' }}</td>
        <td><button type="button" class="btn btn-default btn-xs" ng-if="line.value" ng-click="copy(line)"
              aria-label="Kopiuj: {{ line.label }}">{{ copied === line.label ? 'Skopiowano' : 'Kopiuj' }}</button></td>
      </tr>
    </table>
    <p class="sr-only" role="status">{{ copied ? 'Skopiowano: ' + copied : '' }}</p>`,
  link(scope) {
    scope.copy = (line) => copyText(String(line.value)).then(() => scope.$applyAsync(() => (scope.copied = line.label)));
  },
}));

/** The clipboard API is there only on https or localhost; a school's server may be plain http in its own network. */
function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const box = document.createElement('textarea');
  box.value = text;
  box.setAttribute('aria-hidden', 'true');
  document.body.appendChild(box);
  box.select();
  document.execCommand('copy');
  box.remove();
  return Promise.resolve();
}

const REQUIREMENT_LOOKS = { MISSING: 'of-warn', REFUSED: 'of-bad', ACCEPTED: 'of-good' };

/** What the case's rules ask for, and how it stands with each. */
office.directive('officeRequirements', () => ({
  template: `
    <ul class="of-states">
      <li ng-repeat="row in case.requirements">{{ row.label }} <span class="of-badge" ng-class="looks[row.state]">{{ row.stateLabel }}</span></li>
    </ul>`,
  link: (scope) => (scope.looks = REQUIREMENT_LOOKS),
}));

const FEE_STATES = {
  NOTHING_OWED: { label: 'bez opłaty' },
  UNPAID: { label: 'nieopłacone', look: 'of-warn' },
  TOO_LITTLE: { label: 'wpłacono za mało', look: 'of-warn' },
  PAID: { label: 'opłacone', look: 'of-good' },
  TOO_MUCH: { label: 'wpłacono za dużo', look: 'of-warn' },
};

/** What is owed in the case and what was paid so far. */
office.directive('officeFee', () => ({
  template: `
    <dl class="of-facts of-fee" ng-if="case.fee">
      <div><dt>Należy się</dt><dd>{{ money(case.fee.owed) }}</dd></div>
      <div><dt>Wpłacono dotąd</dt><dd>{{ money(case.fee.paid) }}</dd></div>
      <div><dt>Stan</dt><dd><span class="of-badge" ng-class="feeStates[case.fee.state].look">{{ feeStates[case.fee.state].label }}</span></dd></div>
    </dl>`,
  link: (scope) => (scope.feeStates = FEE_STATES),
}));

/** What a roster's import will change; `plan` as the endpoint gives it. */
office.directive('officeRoster', () => ({
  scope: { plan: '<' },
  template: `
    <section class="of-part" ng-if="plan" aria-labelledby="roster-heading">
      <h4 id="roster-heading">Lista uczniów<span ng-if="plan.fileName">: {{ plan.fileName }}</span></h4>
      <ul class="of-figures">
        <li ng-repeat="part in parts">{{ part.title }}: <strong>{{ plan[part.key].length }}</strong></li>
        <li>bez zmian: <strong>{{ plan.unchanged }}</strong></li>
      </ul>
      <div ng-repeat="part in parts" ng-if="plan[part.key].length">
        <details ng-open="part.open">
          <summary>{{ part.heading }} ({{ plan[part.key].length }})</summary>
          <p class="of-hint">{{ part.hint }}</p>
          <ul class="of-rows" tabindex="0">
            <li ng-repeat="row in plan[part.key]"><strong><office-student-link student-id="row.studentId" name="part.first(row)"></office-student-link></strong> {{ part.second(row) }}</li>
          </ul>
        </details>
      </div>
    </section>`,
  link(scope) {
    const name = (row) => row.name;
    scope.parts = [
      { key: 'problems', title: 'błędne wiersze', heading: 'Wiersze, których nie można wczytać', open: true,
        hint: 'Te wiersze zostaną pominięte. Popraw je w pliku i wczytaj go ponownie – reszta nie dopisze się drugi raz.',
        first: (row) => `Wiersz ${row.line}:`, second: (row) => row.reason },
      { key: 'ambiguous', title: 'niejednoznaczni', heading: 'Niejednoznaczni – nic nie zostanie zmienione', open: true,
        hint: 'Pasują do więcej niż jednego ucznia. Sprawdź ich w Librusie.', first: name, second: (row) => row.reason },
      { key: 'former', title: 'dawne dane', heading: 'Wiersze z dawnymi danymi', open: true,
        hint: 'Sekretariat zmienił te dane w sprawie o wymianę legitymacji. Zmiana zostaje, a wiersz trzeba poprawić w Librusie.',
        first: (row) => `Wiersz ${row.line}: ${row.name}`, second: (row) => row.reason },
      { key: 'added', title: 'nowi', heading: 'Nowi uczniowie', hint: 'Zostaną dopisani.', first: name, second: (row) => row.schoolClass },
      { key: 'changed', title: 'zmienieni', heading: 'Zmienione dane', hint: 'Zostaną zaktualizowane.', first: name, second: (row) => row.what },
      { key: 'missing', title: 'nieobecni na liście', heading: 'Uczniowie, których nie ma na nowej liście',
        hint: 'Nikt nie zostanie usunięty. Jeśli uczeń odszedł ze szkoły, zrób to osobną sprawą.', first: name, second: (row) => row.schoolClass },
    ];
  },
}));

// -------------------------------------------------------------------------------------------------- around the forms

/**
 * A clerk needs no standalone tasks, no BPMN drawing and no list of shortcuts (the shortcuts themselves work); and on the
 * tasks' cards office-whose says more than the variables do.
 */
const HIDDEN_VIEWS = ['create-task-action', 'shortcut-help', 'task-detail-diagram', 'tasklist-card-variables'];

office.config(['$provide', ($provide) => {
  $provide.decorator('Views', ['$delegate', ($delegate) => {
    const all = $delegate.getProviders;
    $delegate.getProviders = (criteria) => all.call($delegate, criteria).filter((view) => !HIDDEN_VIEWS.includes(view.id));
    return $delegate;
  }]);
}]);

const NO_CONNECTION = 'Brak połączenia z serwerem. Sprawdź sieć i spróbuj ponownie.';
const NO_ANSWER = 'Serwer nie odpowiada tak, jak powinien. Spróbuj ponownie, a jeśli to nie pomoże, zawiadom administratora.';

/**
 * What Tasklist itself looks for in the engine's answers, which come in Polish (EngineFaults): a task that is gone, which it
 * closes, and one that is suspended. It has sentences of its own for them, and for a form that was not complete (locales/pl.json).
 */
const TASKLIST_READS = { 'office.engine.taskGone': 'task is null', 'office.engine.suspended': 'is suspended' };
const TASKLIST_SAYS = /task is null|is suspended|submission prevented/;

function readable(error) {
  const { response } = error;
  if (!response) return TASKLIST_SAYS.test(error.message) ? error.message : NO_CONNECTION;
  const { key, message } = response.body || {};
  return TASKLIST_READS[key] || message || NO_ANSWER;
}

const writes = (verb, path) => verb !== 'load' && !/\/(list|count)$/.test(path);

/** Every answer of the engine passes here on its way to Tasklist; none says that a session has lapsed while a form is open. */
function throughTheOffice(client) {
  ['post', 'load', 'put', 'del'].forEach((verb) => { // it gets by load
    const send = client[verb];
    client[verb] = async (path, given = {}) => {
      const { data } = given;
      // Tasklist shows procedures by fifteen, in no order: the one that is looked for would be on another page.
      const options = data && data.startableInTasklist && data.maxResults === 15 ? { ...given, data: { ...data, maxResults: 200 } } : given;
      const done = options.done || (() => {});
      const once = () => new Promise((answered) => {
        const headers = { ...options.headers, 'X-XSRF-TOKEN': csrfToken() };
        send.call(client, path, { ...options, headers, done: (...answer) => answered(answer) });
      });
      const [error, result, headers] = await patiently(writes(verb, path), once, ([failed]) => !!failed && failed.status === 401);
      if (error) error.message = readable(error);
      done(error, result, headers);
      if (error) throw error;
      return result;
    };
  });
}

office.config(['$provide', ($provide) => {
  $provide.decorator('camAPIHttpClient', ['$delegate', ($delegate) => function Client(config) {
    const client = new $delegate(config);
    throughTheOffice(client._wrapped);
    return client;
  }]);
  // A deadline is a day: Tasklist counts it in hours, and would say a day more than the case beside it.
  $provide.decorator('amTimeAgoDirective', ['$delegate', ([timeAgo]) => {
    const { compile } = timeAgo;
    timeAgo.compile = function (element, { amTimeAgo }) {
      if (!/\.(due|followUp)$/.test(amTimeAgo)) return compile.apply(this, arguments);
      return (scope, node) => scope.$watch(() => {
        const iso = scope.$eval(amTimeAgo);
        return iso && inDays(iso);
      }, (text) => node.text(text || ''));
    };
    return [timeAgo];
  }]);
  // By now Tasklist has read what it looks for, and has put its own sentence on top.
  $provide.decorator('Notifications', ['$delegate', ($delegate) => {
    const add = $delegate.add;
    $delegate.add = function (notification) {
      if (TASKLIST_SAYS.test(notification.message)) notification.message = '';
      // Tasklist puts a colon between the two.
      if (notification.message && notification.status) notification.status = notification.status.replace(/\.$/, '');
      return add.call(this, notification);
    };
    return $delegate;
  }]);
}]);

office.run(['$rootScope', ($rootScope) => {
  $rootScope.$watch('authentication.name', (name) => name && worksHere(name));
  // Tasklist reads its lists anew every few seconds, which has to wait as well.
  const broadcast = $rootScope.$broadcast;
  $rootScope.$broadcast = function (name, ...more) {
    return name === 'refresh' && isWaiting() ? null : broadcast.call(this, name, ...more);
  };
}]);

// --------------------------------------------------------------------------------------------------- whose task it is

/** The names for the numbers asked for while one list of tasks is drawn, in one request. */
let asking = null;
function studentOf(caseNumber) {
  if (!asking) {
    const numbers = new Set();
    const names = new Promise((resolve) => setTimeout(resolve)).then(() => {
      asking = null;
      return get('case-students', { numbers: [...numbers].join(',') });
    });
    asking = { numbers, names };
  }
  asking.numbers.add(caseNumber);
  return asking.names.then((names) => names[caseNumber]);
}

/** The student and the case on a task's card – the engine knows the number only – or the class. */
function renderWhose(node, given, scope) {
  const name = document.createElement('strong');
  const number = document.createElement('span');
  const whose = document.createElement('p');
  whose.className = 'of-whose';
  whose.append(name, ' ', number);
  node.append(whose);
  scope.$watch('task', (task) => {
    const variables = (task && task._embedded && task._embedded.variable) || [];
    const read = (wanted) => (variables.find((variable) => variable.name === wanted) || {}).value;
    const caseNumber = read('caseNumber');
    const schoolClass = read('schoolClass'); // of tasks about a whole class
    whose.hidden = !caseNumber && !schoolClass;
    name.textContent = !caseNumber && schoolClass ? `klasa ${schoolClass}` : '';
    number.textContent = caseNumber || '';
    if (!caseNumber) return;
    studentOf(caseNumber).then(
      (student) => {
        if (scope.task !== task || !student) return;
        name.textContent = student;
        number.textContent = `· ${caseNumber}`;
      },
      () => {}, // the number alone will do
    );
  });
}

/** A colleague's task is not lost while they are away: whoever may work on it takes it over with one click. */
function renderTakeOver(node, { api }, scope) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-link of-take-over';
  button.textContent = 'Przejmij zadanie';
  const problem = document.createElement('span');
  problem.className = 'of-error';
  problem.setAttribute('role', 'alert');
  node.append(button, problem);
  const me = () => scope.$root.authentication.name;
  const isAnothers = (task) => !!(task && task.assignee && task.assignee !== me());
  scope.$watch('task', (task) => {
    node.hidden = !isAnothers(task);
    problem.textContent = '';
  });
  button.addEventListener('click', () => {
    button.disabled = true;
    const done = () => {
      button.disabled = false;
      scope.taskData.changed('task');
      scope.taskData.changed('taskList');
    };
    settle(scope, engine(`${api.engineApi}/task/${encodeURIComponent(scope.task.id)}/assignee`, 'POST', { userId: me() }), done, (failure) => {
      button.disabled = false;
      problem.textContent = ` ${failure.message}`;
    });
  });
}

/** Tasklist's own plugin contract: taking over a task, a link in its bar, the registers as a page of Tasklist's, and whose task it is. */
export default [
  {
    id: 'office-take-over',
    pluginPoint: 'tasklist.task.action',
    priority: 110,
    render: renderTakeOver,
  },
  {
    id: 'office-whose',
    pluginPoint: 'tasklist.card',
    priority: 1000,
    render: renderWhose,
  },
  {
    id: 'office-registers',
    pluginPoint: 'tasklist.navbar.action',
    priority: 90,
    render(node) {
      const link = document.createElement('a');
      link.href = '#/rejestry';
      link.textContent = 'Rejestry';
      node.append(link);
    },
  },
  {
    id: 'office-students',
    pluginPoint: 'tasklist.navbar.action',
    priority: 95,
    render(node) {
      const link = document.createElement('a');
      link.href = '#/uczniowie';
      link.textContent = 'Uczniowie';
      node.append(link);
    },
  },
  {
    id: 'office-students-page',
    pluginPoint: 'tasklist.route',
    properties: { path: '/uczniowie' },
    render: (node) => renderStudents(node),
  },
  {
    id: 'office-student-page',
    pluginPoint: 'tasklist.route',
    properties: { path: '/uczen/:id' },
    render: (node) => renderStudent(node),
  },
  {
    id: 'office-registers-page',
    pluginPoint: 'tasklist.route',
    properties: { path: '/rejestry' },
    render: (node) => renderRegisters(node),
  },
];
