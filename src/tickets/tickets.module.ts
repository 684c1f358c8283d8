import { Module, type OnModuleInit, Optional } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { OutboxRelay } from '#app/base/outbox/outbox-relay.js';
import { TicketConnectors } from './connectors/connector.port.js';
import { WebhookConnector } from './connectors/webhook/webhook-connector.js';
import { validateMachine } from './domain/ticket-states.js';
import { ReadTickets } from './read-tickets.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketDesk } from './ticket-desk.js';
import { TicketsConfig } from './tickets.config.js';
import { TicketsController } from './tickets.controller.js';

/** A connector that is not configured does not exist. */
export function configuredConnectors(
  clock: Clock,
  config: TicketsConfig = TicketsConfig.none,
): TicketConnectors {
  return new TicketConnectors(config.webhook ? [new WebhookConnector(config.webhook, clock)] : []);
}

/**
 * The ticket store and its connectors. Expects Database, Clock, Outbox and the accounts room to be
 * global; a global TicketsConfig is optional.
 */
@Module({
  controllers: [TicketsController],
  providers: [
    TicketRepository,
    ReadTickets,
    TicketDesk,
    {
      provide: TicketConnectors,
      useFactory: configuredConnectors,
      inject: [Clock, { token: TicketsConfig, optional: true }],
    },
  ],
  exports: [TicketDesk, TicketConnectors],
})
export class TicketsModule implements OnModuleInit {
  constructor(
    private readonly connectors: TicketConnectors,
    // Absent where the process is an api only: it writes to the outbox and leaves sending to workers.
    @Optional() private readonly relay?: OutboxRelay,
  ) {}

  /** @throws Error when the state machine is wrong: a boot fault, never a run-time one */
  onModuleInit(): void {
    validateMachine();
    for (const connector of this.connectors.all) this.relay?.register(connector);
  }
}
