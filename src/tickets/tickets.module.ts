import { Module, type OnModuleInit, Optional } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Logger } from '#app/base/log/logger.js';
import { OutboxRelay } from '#app/base/outbox/outbox-relay.js';
import { ClockRepository } from './clock.repository.js';
import { ClockDesk } from './clock-desk.js';
import { CLOCK_RULES, ClockKeeper } from './clock-keeper.js';
import { readClockRules } from './clock-rules.js';
import { ClockSweep } from './clock-sweep.js';
import { ClocksController } from './clocks.controller.js';
import { configuredConnectors } from './connectors/configured-connectors.js';
import { TicketConnectors } from './connectors/connector.port.js';
import { WatchSystems } from './connectors/remote/watch-systems.js';
import type { ClockRules } from './domain/clocks.js';
import { validateMachine } from './domain/ticket-states.js';
import { ReadTickets } from './read-tickets.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketDesk } from './ticket-desk.js';
import { TicketsConfig } from './tickets.config.js';
import { TicketsController } from './tickets.controller.js';

/**
 * The ticket store and its connectors. Expects Database, Clock, Outbox and the accounts room to be
 * global; a global TicketsConfig is optional.
 */
@Module({
  controllers: [TicketsController, ClocksController],
  providers: [
    TicketRepository,
    ReadTickets,
    TicketDesk,
    ClockRepository,
    ClockKeeper,
    ClockDesk,
    ClockSweep,
    {
      provide: CLOCK_RULES,
      useFactory: (config?: TicketsConfig): ClockRules => config?.clocks ?? readClockRules(),
      inject: [{ token: TicketsConfig, optional: true }],
    },
    {
      provide: TicketConnectors,
      useFactory: (clock: Clock, log: Logger, config: TicketsConfig = TicketsConfig.none) =>
        configuredConnectors(clock, config, log),
      inject: [Clock, Logger, { token: TicketsConfig, optional: true }],
    },
    WatchSystems,
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
