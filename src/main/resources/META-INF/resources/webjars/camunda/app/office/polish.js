/*
 * The words of Camunda's web applications that no locale file reaches, because they stand in the templates themselves.
 *
 * AngularJS asks $interpolate about every text and every attribute it compiles; here it answers in Polish. A key is what stands
 * in the template, its value is what a person reads; both may hold {{ expressions }}.
 */
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
  'reset zoom': 'pokaż cały schemat',
  'zoom in': 'powiększ',
  'zoom out': 'pomniejsz',
  // examples in the form of one's own profile
  Jonny: 'Jan',
  Prosciutto: 'Kowalski',
  'j.prosciutto@acme.org': 'j.kowalski@szkola.example',
};

const polish = window.angular.module('office.polish', []);

polish.config(['$provide', ($provide) => {
  $provide.decorator('$interpolate', ['$delegate', ($delegate) => {
    const inPolish = (text, ...rest) => {
      const words = text.trim().replace(/\s+/g, ' ');
      if (!Object.hasOwn(WORDS, words)) return $delegate(text, ...rest);
      const said = WORDS[words].includes('{{') ? WORDS[words] : `{{ '${WORDS[words]}' }}`;
      return $delegate(text.replace(text.trim(), () => said), ...rest);
    };
    return Object.assign(inPolish, $delegate);
  }]);
}]);
