import type { TicketSystems } from './connectors/remote/read-systems.js';
import type { WebhookSettings } from './connectors/webhook/webhook-settings.js';
import type { ClockRules } from './domain/clocks.js';

/**
 * Where tickets go besides the built-in store, and how their clocks run. Provided by the app's composition
 * root; without it, nothing leaves (`TicketsConfig.none`) and clocks run as shipped.
 */
export class TicketsConfig {
  static readonly none = new TicketsConfig(null);

  constructor(
    readonly webhook: WebhookSettings | null,
    readonly clocks: ClockRules | null = null,
    readonly systems: TicketSystems | null = null,
  ) {}
}
