import { Module } from '@nestjs/common';
import { AccountsModule } from '#app/accounts/index.js';
import { perRole } from '#app/base/config/per-role.js';
import { ChannelsModule } from '#app/channels/index.js';
import { ConversationsModule } from '#app/conversations/index.js';
import { ComposeReply } from './compose-reply.js';
import { QueueReply } from './queue-reply.js';
import { ReplyHandler } from './reply-handler.js';
import { SpokenWording } from './spoken-wording.js';
import { SuggestLines } from './suggest-lines.js';
import { DryRunRule } from './wording/dry-run-rule.js';
import { GuardLog } from './wording/guard-log.js';
import { GuardRulesRepository } from './wording/guard-rules.repository.js';
import { LiveWording } from './wording/live-wording.js';
import { ManageRules } from './wording/manage-rules.js';
import { ManageScripts } from './wording/manage-scripts.js';
import { ReplyRecord } from './wording/reply-record.js';
import { RulesController } from './wording/rules.controller.js';
import { ScriptVersionsRepository } from './wording/script-versions.repository.js';
import { ScriptsController } from './wording/scripts.controller.js';
import { SuggestionLog } from './wording/suggestion-log.js';

/** Words and rules as supervisors change them, and what was learnt from both. */
const WORDING = [
  LiveWording,
  ScriptVersionsRepository,
  GuardRulesRepository,
  GuardLog,
  SuggestionLog,
  ReplyRecord,
];
const FOR_PEOPLE = [ManageScripts, ManageRules, DryRunRule, SuggestLines];

@Module({})
export class ReplyModule {
  static readonly forRole = perRole((role) => {
    return {
      module: ReplyModule,
      imports: [ChannelsModule.forRole(role), AccountsModule, ConversationsModule],
      controllers: role === 'worker' ? [] : [RulesController, ScriptsController],
      providers: [
        ComposeReply,
        QueueReply,
        ...WORDING,
        { provide: SpokenWording, useExisting: LiveWording },
        ...(role === 'worker' ? [] : FOR_PEOPLE),
        ...(role === 'api' ? [] : [ReplyHandler]),
      ],
      exports: [ComposeReply, QueueReply, ...WORDING, ...(role === 'worker' ? [] : [SuggestLines])],
    };
  });
}
