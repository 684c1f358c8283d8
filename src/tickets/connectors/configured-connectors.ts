import type { Clock } from '#app/base/clock/clock.js';
import type { Logger } from '#app/base/log/logger.js';
import type { TicketsConfig } from '../tickets.config.js';
import { TicketConnectors } from './connector.port.js';
import { Redmine } from './redmine/redmine.js';
import { RemoteConnector } from './remote/remote-connector.js';
import { RequestTracker } from './request-tracker/request-tracker.js';
import type { TicketSystem } from './ticket-system.port.js';
import { WebhookConnector } from './webhook/webhook-connector.js';

/** A connector that is not configured does not exist. */
export function configuredConnectors(clock: Clock, config: TicketsConfig, log: Logger): TicketConnectors {
  const { webhook, systems } = config;
  const remote: TicketSystem[] = [
    ...(systems?.requestTracker ? [new RequestTracker(systems.requestTracker)] : []),
    ...(systems?.redmine ? [new Redmine(systems.redmine)] : []),
  ];
  return new TicketConnectors([
    ...(webhook ? [new WebhookConnector(webhook, clock)] : []),
    ...remote.map((system) => {
      const onDuplicates = (key: string, ids: readonly string[]): void =>
        log.error('one ticket is there several times; the oldest is used', {
          system: system.name,
          key,
          ids: ids.join(', '),
        });
      return new RemoteConnector(system, { onDuplicates });
    }),
  ]);
}
