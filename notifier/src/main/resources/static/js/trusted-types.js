// Under Trusted Types, FullCalendar measures scroll bars with two constant snippets of markup.
// Those two pass; no other string becomes markup, wherever it comes from. Nor does any other address
// become a script than that of our one worker.

const MEASURES = new Set(['<table><tr><td><div></div></td></tr></table>', '<div></div>']);

globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (markup) => (MEASURES.has(markup) ? markup : null),
  createScriptURL: (url) => (url === '/js/stream-worker.js' ? url : null),
});
