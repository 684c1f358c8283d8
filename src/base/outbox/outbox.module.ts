import { Global, Module } from '@nestjs/common';
import { perRole } from '../config/per-role.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './outbox-relay.js';
import { Sweeper } from './sweeper.js';

@Global()
@Module({})
export class OutboxModule {
  /** Every role may write to the outbox; only workers relay and sweep. */
  static readonly forRole = perRole((role) => {
    const worker = role !== 'api';
    return {
      module: OutboxModule,
      providers: worker ? [Outbox, OutboxRelay, Sweeper] : [Outbox],
      exports: worker ? [Outbox, OutboxRelay, Sweeper] : [Outbox],
    };
  });
}
