import { Module } from '@nestjs/common';
import { perRole } from '#app/base/config/per-role.js';
import { ConversationsModule } from '#app/conversations/index.js';
import { IntakeModule } from '#app/intake/index.js';
import { NluModule } from '#app/nlu/index.js';
import { ReplyModule } from '#app/reply/index.js';
import { TicketsModule } from '#app/tickets/index.js';
import { HandleTurns } from './handle-turns.js';
import { HoldConversation } from './hold-conversation.js';
import { SpeakTurn } from './speak-turn.js';
import { TicketBook } from './ticket-book.js';
import { TurnBatch } from './turn-batch.js';

@Module({})
export class PolicyModule {
  /** Only workers take turns; every role may change who holds a conversation. */
  static readonly forRole = perRole((role) => {
    const worker = role !== 'api';
    return {
      module: PolicyModule,
      imports: [
        ConversationsModule,
        IntakeModule,
        TicketsModule,
        ReplyModule.forRole(role),
        ...(worker ? [NluModule] : []),
      ],
      providers: [HoldConversation, ...(worker ? [HandleTurns, TurnBatch, SpeakTurn, TicketBook] : [])],
      exports: [HoldConversation],
    };
  });
}
