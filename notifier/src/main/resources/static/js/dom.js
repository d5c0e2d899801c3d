// Making elements. Text is always a text node: nothing here, or anywhere, parses markup.

const MOMENT = 50; // milliseconds

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

/** Closes a dialog by a press beside it; not by one that began in it, and ended beside it as it shrank or moved. */
export function closesFromBeside(dialog) {
  let beside = false;
  dialog.onpointerdown = ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    beside = target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  dialog.onclick = ({ target }) => beside && target === dialog && dialog.close();
}

let touched = null; // what a finger or a pen is on, which browsers call active late, or never

document.addEventListener('pointerdown', ({ pointerType, target }) => (touched = pointerType === 'mouse' ? null : target), true);
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => setTimeout(() => (touched = null)), true); // after the click that comes of it
}

/** Once nothing in it is being pressed: what is under a finger must not move away before it is let go. */
export async function released(parent) {
  while (parent.contains(touched) || parent.matches(':active')) {
    await new Promise((then) => setTimeout(then, MOMENT));
  }
}

/**
 * Puts these in. What would look the same stays, so that a click that has begun, and the focus, keep
 * their button or link; what looks otherwise now gets the focus of what had its id.
 */
export function fill(parent, ...children) {
  const there = [...parent.childNodes];
  const focused = parent.contains(document.activeElement) ? document.activeElement.id : '';
  let from = 0;
  const wanted = children.map((child) => {
    const at = there.findIndex((node, place) => place >= from && node.isEqualNode(child));
    from = at < 0 ? from : at + 1;
    return at < 0 ? child : there[at];
  });
  there.filter((node) => !wanted.includes(node)).forEach((node) => node.remove());
  wanted.forEach((node, at) => {
    if (parent.childNodes[at] !== node) {
      parent.insertBefore(node, parent.childNodes[at] ?? null);
    }
  });
  if (focused && !parent.contains(document.activeElement)) {
    byId(focused)?.focus({ preventScroll: true });
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
