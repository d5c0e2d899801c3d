// The frame around the calendar: header, sidebar as a drawer, keys. Knows nothing of events.

import { byId } from './dom.js';
import { recall, remember } from './preferences.js';
import { NOWHERE_TO_WRITE } from './refusals.js';
import { viewNames } from './views.js';

const NARROW = matchMedia('(max-width: 860px)');
const KEYS = {
  c: (shell) => shell.create(),
  '/': (shell) => shell.search(),
  t: (shell) => shell.go('today'),
  j: (shell) => shell.go('next'),
  k: (shell) => shell.go('prev'),
  m: (shell) => shell.show('month'),
  w: (shell) => shell.show('week'),
  d: (shell) => shell.show('day'),
  a: (shell) => shell.show('agenda'),
};

/** The view to begin with: the last one, or what suits the screen. */
export function firstView() {
  const view = recall('view', null);
  return viewNames.includes(view) ? view : NARROW.matches ? 'agenda' : 'month';
}

export class Shell {
  /**
   * @param go called with 'today', 'prev' or 'next'
   * @param show called with the name of a view
   * @param create called when a new event is wanted
   * @param search called when an event is looked for
   * @param resized called when the calendar has more or less room
   * @param signal aborted when somebody is signed in no longer: keys do nothing then
   */
  constructor({ go, show, create, search, resized, signal }) {
    Object.assign(this, { go, show, create, search, resized, signal });
    byId('create').addEventListener('click', () => create());
    byId('today').addEventListener('click', () => go('today'));
    byId('previous').addEventListener('click', () => go('prev'));
    byId('next').addEventListener('click', () => go('next'));
    for (const button of this.#viewButtons()) {
      button.addEventListener('click', () => show(button.dataset.view));
    }
    byId('banner-close').addEventListener('click', () => this.warn(''));
    this.#drawer();
    this.#shortcuts();
  }

  /** Another span of time is shown. */
  moved(title, step, view) {
    byId('title').textContent = title;
    document.title = `${title} · Calsync`;
    byId('previous').setAttribute('aria-label', `Previous ${step}`);
    byId('next').setAttribute('aria-label', `Next ${step}`);
    for (const button of this.#viewButtons()) {
      button.setAttribute('aria-pressed', String(button.dataset.view === view));
    }
    remember('view', view);
  }

  /** Whether there is a calendar that a new event could be written to; pressed nevertheless, `create` says so. */
  offersNew(offered) {
    byId('create').ariaDisabled = offered ? null : 'true';
    byId('create').title = offered ? '' : NOWHERE_TO_WRITE;
  }

  /** Says what is wrong above the calendar; an empty text takes it away. */
  warn(text) {
    byId('banner').hidden = !text;
    byId('banner-text').textContent = text;
  }

  /** Whether something is being fetched; shown only if it takes a while. */
  busy(isBusy) {
    clearTimeout(this.busyTimer);
    if (isBusy) {
      this.busyTimer = setTimeout(() => (byId('progress').hidden = false), 250);
    } else {
      byId('progress').hidden = true;
    }
  }

  /** Whose page it is. */
  greet(accounts) {
    const [first] = accounts;
    const name = first?.name ?? first?.email ?? '';
    byId('initials').textContent = initials(name) || '·';
    byId('who').textContent = accounts.map(({ email, name: own }) => email ?? own).join('\n');
  }

  /** Whether keys are short cuts. */
  get hasKeys() {
    return byId('shortcuts').checked;
  }

  #viewButtons() {
    return byId('views').querySelectorAll('button');
  }

  #drawer() {
    const toggle = byId('sidebar-toggle');
    const shade = byId('shade');
    const bar = byId('app').querySelector('.bar');
    const behind = byId('app').querySelectorAll('.bar > :not(#sidebar-toggle), .stage');
    const set = (open) => {
      const covers = open && NARROW.matches;
      byId('app').classList.toggle('with-sidebar', open);
      toggle.setAttribute('aria-expanded', String(open));
      shade.hidden = !covers;
      behind.forEach((each) => (each.inert = covers));
      this.resized();
    };
    const wide = () => recall('sidebar', true);
    toggle.addEventListener('click', () => {
      const open = toggle.getAttribute('aria-expanded') !== 'true';
      set(open);
      if (!NARROW.matches) {
        remember('sidebar', open);
      } else if (open) {
        byId('sidebar').querySelector('input, button')?.focus();
      }
    });
    const close = () => {
      set(false);
      toggle.focus();
    };
    shade.addEventListener('click', close);
    bar.addEventListener('click', ({ target }) => target === bar && !shade.hidden && close());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && !shade.hidden && close(), { signal: this.signal });
    NARROW.addEventListener('change', () => set(!NARROW.matches && wide()));
    set(!NARROW.matches && wide());
  }

  #shortcuts() {
    const box = byId('shortcuts');
    box.checked = recall('shortcuts', true);
    box.addEventListener('change', () => remember('shortcuts', box.checked));
    document.addEventListener('keydown', (event) => {
      const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented);
      const closed = event.target.closest?.('dialog:not([open])'); // it may keep the focus until the next frame
      const typing = event.target.closest?.('input:not([type=checkbox]), textarea, select, dialog, [popover]');
      if (box.checked && plain && (closed ? !document.querySelector('dialog[open]') : !typing)) {
        const wish = KEYS[event.key];
        if (wish) {
          event.preventDefault(); // the key is not also typed into what opens
          wish(this);
        }
      }
    }, { signal: this.signal });
  }
}

function initials(name) {
  const words = name.split('@')[0].split(/[\s._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
