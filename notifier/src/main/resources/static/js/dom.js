// Making elements. Text is always a text node: nothing here, or anywhere, parses markup.

/** An element; attributes that are null or false are left out, children are elements or texts. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(attribute, value === true ? '' : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** One of the icons drawn in index.html. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Does something when a dialog was closed. Browsers tell of that late: by then it may be open again, for something else. */
export function whenClosed(dialog, then) {
  dialog.addEventListener('close', () => dialog.open || then());
}

/** Puts these in. What would look the same stays, so that a click that has begun, and the focus, keep their button. */
export function fill(parent, ...children) {
  const there = [...parent.childNodes];
  if (there.length !== children.length || !there.every((node, at) => node.isEqualNode(children[at]))) {
    parent.replaceChildren(...children);
  }
}

/** A link that leaves this page and takes nothing with it. */
export function linkOut(href, ...children) {
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}
