// Text that strangers wrote, made safe to show: everything here ends as text nodes and checked links. Pure.

const BREAKS = /<(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr|\/ul|\/ol)\b[^>]*>/gi;
const ITEMS = /<li\b[^>]*>/gi;
const SILENT = /<(script|style|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const LINKS = /<a\b[^<>]*?\bhref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([\s\S]*?)<\/a\s*>/gi;
const TAGS = /<\/?[a-z][^>]*>|<!--[\s\S]*?-->/gi;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const LONGEST = 8_000;

/** A description, in which Google allows some HTML, as plain text. */
export function plainText(description) {
  const text = (description ?? '')
    .slice(0, LONGEST)
    .replace(SILENT, '')
    .replace(LINKS, (_, double, single, label) => spelled(label, double ?? single))
    .replace(ITEMS, '• ')
    .replace(BREAKS, '\n')
    .replace(TAGS, '');
  return decoded(text).replace(/\n{3,}/g, '\n\n').trim();
}

/** A plain text as Google spells descriptions: what it would take for HTML is escaped, and nothing else. */
export function asDescription(text) {
  return text.replace(/&(?=#?\w+;)/g, '&amp;').replace(/<(?=[a-z/!])/gi, '&lt;');
}

/** Whether a description says more than its plain text: weight, lists, links. */
export function isFormatted(description) {
  return new RegExp(TAGS.source, 'i').test((description ?? '').replace(/<br\s*\/?>/gi, ''));
}

/** Whether a description is longer than what is shown of it. */
export function isTooLong(description) {
  return (description ?? '').length > LONGEST;
}

function spelled(label, address) {
  const shown = label.replace(TAGS, '').trim();
  if (!webAddress(decoded(address))) {
    return shown;
  }
  return shown && !address.includes(shown) ? `${shown} (${address})` : address;
}

function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) {
      return ENTITIES[name.toLowerCase()] ?? whole;
    }
    const point = decimal ? +decimal : parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** A text cut into parts, { text } or { text, href }. */
export function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?]/gi)) {
    const href = webAddress(match[0]);
    if (href) {
      parts.push({ text: text.slice(end, match.index) }, { text: match[0], href });
      end = match.index + match[0].length;
    }
  }
  parts.push({ text: text.slice(end) });
  return parts.filter((part) => part.text);
}

/** An address one may follow from here, normalised; null for any other. */
export function webAddress(text, schemes = ['https:', 'http:']) {
  const url = URL.parse ? URL.parse(text) : parsedOrNull(text);
  return url && schemes.includes(url.protocol) && !url.username && !url.password ? url.href : null;
}

function parsedOrNull(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Google's own page of an event, or null when the address is not Google's. */
export function googleAddress(text) {
  const href = webAddress(text, ['https:']);
  return href && /^(?:.+\.)?google\.com$/.test(new URL(href).hostname) ? href : null;
}
