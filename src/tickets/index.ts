export { CalendarFileError, readClockRules } from './clock-rules.js';
export { ClockSweep } from './clock-sweep.js';
export type { TicketConnector, TicketNotice } from './connectors/connector.port.js';
export { readTicketSystems } from './connectors/remote/read-systems.js';
export { WebhookConnector, type WebhookLimits } from './connectors/webhook/webhook-connector.js';
export type { WebhookSettings } from './connectors/webhook/webhook-settings.js';
export { responsibilityFor } from './domain/departments.js';
export type {
  EventVisibility,
  Ticket,
  TicketChange,
  TicketDraft,
  TicketEvent,
  TicketEventKind,
  TicketSlots,
} from './domain/ticket.js';
export {
  isClosed,
  STATE_NAMES,
  type TicketState,
} from './domain/ticket-states.js';
export { assessUrgency, type UrgencyQuestion, type UrgencyVerdict } from './domain/urgency.js';
export { maySee } from './domain/visibility.js';
export { TicketDesk } from './ticket-desk.js';
export { TicketsConfig } from './tickets.config.js';
export { TicketsModule } from './tickets.module.js';
