import { Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The figures of /metrics. Labels are closed sets; never ids or texts. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly accepted = new Counter({
    name: 'jiesu_messages_accepted_total',
    help: 'Messages stored durably, by channel; duplicates counted apart',
    labelNames: ['channel', 'duplicate'],
    registers: [this.registry],
  });
  readonly turns = new Counter({
    name: 'jiesu_turns_total',
    help: 'Customer messages handled, by intent and who held the conversation',
    labelNames: ['intent', 'holder'],
    registers: [this.registry],
  });
  readonly turnSeconds = new Histogram({
    name: 'jiesu_turn_seconds',
    help: 'From stored to answered (reply durable in the outbox), in seconds',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [this.registry],
  });
  readonly outbox = new Counter({
    name: 'jiesu_outbox_deliveries_total',
    help: 'Delivery attempts, by kind and result',
    labelNames: ['kind', 'status'],
    registers: [this.registry],
  });
  readonly guardHits = new Counter({
    name: 'jiesu_guard_hits_total',
    help: 'Forbidden phrasing found before sending, by class and speaker',
    labelNames: ['class', 'speaker'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'jiesu_' });
  }
}
