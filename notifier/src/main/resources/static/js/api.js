// The calls to the services behind this page: one origin, cookies for the session and against CSRF.

/** What a service answered when it did not do what was asked. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail || `status ${status}`);
    this.status = status;
  }

  get signedOut() {
    return this.status === 401;
  }
}

const PATIENCE = 30_000; // of each call, in milliseconds: a connection may be gone without a word

let person = null;

/**
 * From now on each call says for whom this page speaks: where somebody else has signed in meanwhile, in
 * another tab, it is answered as one of nobody's.
 */
export function speakFor(userId) {
  person = userId;
}

/** Where a stream comes from, whose opening cannot have headers. */
export function streamAt(path, position) {
  return `${path}?${new URLSearchParams({ lastEventId: position, ...(person ? { user: person } : {}) })}`;
}

/** Reads a resource as JSON, which may take as many milliseconds as the `patience` given. */
export function read(path, { signal, patience } = {}) {
  return call(path, { signal, patience });
}

/** Posts a body, answers what came back, or null when nothing did. */
export function post(path, body) {
  return change('POST', path, body);
}

/** Puts a body in the place of what is there. */
export function put(path, body) {
  return change('PUT', path, body);
}

/** Takes away what is there. */
export function remove(path) {
  return change('DELETE', path);
}

/** Changes what is there by any method, with headers of its own. */
export function change(method, path, body, headers = {}) {
  return call(path, {
    method,
    headers: {
      ...headers,
      'X-XSRF-TOKEN': csrfToken(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function call(path, { headers, signal, patience = PATIENCE, ...options }) {
  const response = await fetch(path, {
    credentials: 'same-origin',
    cache: 'no-store',
    ...options,
    signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
    headers: { Accept: 'application/json', ...(person ? { 'X-Calsync-User': person } : {}), ...headers },
  });
  const body = await bodyOf(response);
  if (!response.ok) {
    throw new Problem(response.status, body?.detail ?? body?.title);
  }
  return body;
}

async function bodyOf(response) {
  const type = response.headers.get('Content-Type') ?? '';
  return /[/+]json\b/.test(type) ? response.json() : null;
}

function csrfToken() {
  const pair = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
  return pair ? decodeURIComponent(pair.slice('XSRF-TOKEN='.length)) : '';
}
