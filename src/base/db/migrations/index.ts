import { Conversations1700000000001 } from './1700000000001-conversations.js';
import { Accounts1700000000002 } from './1700000000002-accounts.js';
import { Tickets1700000000003 } from './1700000000003-tickets.js';
import { Nlu1700000000004 } from './1700000000004-nlu.js';
import { Wording1700000000005 } from './1700000000005-wording.js';
import { TicketClocks1700000000006 } from './1700000000006-ticket-clocks.js';
import { TicketPolls1700000000007 } from './1700000000007-ticket-polls.js';

/** In the order they run. Forward-only: a landed migration is never edited. */
export const MIGRATIONS = [
  Conversations1700000000001,
  Accounts1700000000002,
  Tickets1700000000003,
  Nlu1700000000004,
  Wording1700000000005,
  TicketClocks1700000000006,
  TicketPolls1700000000007,
];
