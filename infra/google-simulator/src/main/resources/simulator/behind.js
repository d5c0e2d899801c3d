// Behind the scenes: the channels, the latest deliveries and the faults in force.
'use strict';

(() => {
  const LATEST = 20;
  const behind = document.getElementById('behind');

  async function json(path) {
    return (await fetch(path)).json();
  }

  function table(id, names, rows) {
    const cells = (kind, values) => {
      const row = document.createElement('tr');
      row.append(...values.map((value) =>
        Object.assign(document.createElement(kind), { textContent: value ?? '' })));
      return row;
    };
    document.getElementById(id).replaceChildren(cells('th', names), ...rows.map((row) => cells('td', row)));
  }

  async function show() {
    if (!behind.open || document.hidden) return;
    const [state, deliveries, faults] = await Promise.all(
      [json('/control/state'), json('/control/deliveries'), json('/control/faults')]);
    table('channels', ['Channel', 'Person', 'Resource', 'Until'], state.channels.slice(-LATEST).map(
      (channel) => [channel.id, channel.email, channel.resource, channel.expiration]));
    table('deliveries', ['At', 'Channel', 'Message', 'State', 'Attempt', 'Status', 'Outcome'],
      deliveries.slice(-LATEST).reverse().map((made) => [made.at, made.channelId, made.messageNumber,
        made.state, made.attempt, made.status, made.outcome]));
    table('faults', ['Calls', 'Calendar', 'Status', 'Share', 'Hits'], faults.rules.map(
      ({ rule, hits }) => [rule.match ?? '*', rule.calendarId, rule.status, rule.rate ?? 1, hits]));
  }

  behind.ontoggle = show;
  setInterval(show, 3000);
})();
