/*
 * What the pages of the office are drawn of, in Tasklist and in Cockpit: texts become text nodes, never markup.
 */

/** An element; `on...` attributes are listeners, what is false or absent among attributes and children is left out. */
export function element(name, attributes, ...children) {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value === true ? '' : value);
  });
  node.append(...children.filter((child) => child || child === ''));
  return node;
}

/** One cell of several lines, the first is what matters; what is empty is left out. */
export function lines(first, ...more) {
  const rest = more.filter(Boolean).map((text) => element('span', { class: 'of-hint' }, text));
  return rest.length ? element('span', { class: 'of-lines' }, first || '', ...rest) : first || '';
}
