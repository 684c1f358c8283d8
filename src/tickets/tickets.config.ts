import type { WebhookSettings } from './connectors/webhook/webhook-settings.js';

/**
 * Where tickets go besides the built-in store. Provided by the app's composition root; without it,
 * nothing leaves (`TicketsConfig.none`).
 */
export class TicketsConfig {
  static readonly none = new TicketsConfig(null);

  constructor(readonly webhook: WebhookSettings | null) {}
}
