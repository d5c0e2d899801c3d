// The header's count of edits that wait: for a connection, or for their author to decide.

import { byId } from './dom.js';

export class WaitingChip {
  /** @param pressed called when somebody wants to decide */
  constructor({ pressed }) {
    byId('waiting').addEventListener('click', pressed);
  }

  show({ isStuck, waiting, conflicts }) {
    byId('waiting').hidden = !isStuck && conflicts.length === 0;
    byId('waiting').disabled = conflicts.length === 0;
    byId('waiting-text').textContent = conflicts.length > 0 ? `${conflicts.length} to decide` : `${waiting} waiting`;
  }
}
