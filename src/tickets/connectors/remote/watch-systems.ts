import { Injectable, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { Logger } from '#app/base/log/logger.js';
import { Sweeper } from '#app/base/outbox/sweeper.js';
import { TicketRepository } from '../../ticket.repository.js';
import { TicketDesk } from '../../ticket-desk.js';
import { TicketsConfig } from '../../tickets.config.js';
import { TicketConnectors } from '../connector.port.js';
import { PollChanges } from './poll-changes.js';
import { RemoteConnector } from './remote-connector.js';

const HEALTH_MS = 60_000;
const DEFAULT_POLL_SECONDS = 60;

/** In processes that do background work: checks each ticket system at the start, and polls it from then on. */
@Injectable()
export class WatchSystems implements OnApplicationBootstrap {
  constructor(
    private readonly connectors: TicketConnectors,
    private readonly db: Database,
    private readonly desk: TicketDesk,
    private readonly tickets: TicketRepository,
    private readonly log: Logger,
    @Optional() private readonly config?: TicketsConfig,
    @Optional() private readonly sweeper?: Sweeper,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.sweeper) return;
    for (const connector of this.connectors.all) {
      if (!(connector instanceof RemoteConnector)) continue;
      this.sweeper.register(this.pollOf(connector));
      this.check(connector).catch((error: unknown) =>
        this.log.warn('ticket system not checked', { error: String(error) }),
      );
    }
  }

  private pollOf(connector: RemoteConnector): PollChanges {
    const { db, desk, tickets, log } = this;
    const intervalSeconds = this.config?.systems?.pollSeconds ?? DEFAULT_POLL_SECONDS;
    return new PollChanges(connector, { db, desk, tickets, log, intervalSeconds });
  }

  private async check({ system }: RemoteConnector): Promise<void> {
    const { faults } = await system.healthCheck(AbortSignal.timeout(HEALTH_MS));
    for (const fault of faults)
      this.log.error('ticket system: wrong setting', { system: system.name, fault });
    if (faults.length === 0)
      this.log.info('ticket system: settings and mapping fit', { system: system.name });
  }
}
