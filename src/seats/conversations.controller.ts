import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Authenticated, CurrentUser, isAtLeast, type User } from '#app/accounts/index.js';
import { Database } from '#app/base/db/database.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { MediaStore } from '#app/channels/index.js';
import { HoldConversation, type HoldingSeat } from '#app/policy/index.js';
import type { SuggestedLines } from '#app/reply/index.js';
import { ConversationList, type Summary } from './conversation-list.js';
import { type ConversationDetails, ReadConversation } from './read-conversation.js';
import { afterQuery, handbackBody, listQuery, seatMessageBody, takeoverBody } from './seats.schema.js';
import { SendSeatReply } from './send-seat-reply.js';
import { SuggestReply } from './suggest-reply.js';

@Controller('api/conversations')
@Authenticated()
export class ConversationsController {
  constructor(
    private readonly list: ConversationList,
    private readonly read: ReadConversation,
    private readonly hold: HoldConversation,
    private readonly reply: SendSeatReply,
    private readonly suggest: SuggestReply,
    private readonly media: MediaStore,
    private readonly db: Database,
  ) {}

  @Get()
  async all(@CurrentUser() user: User, @Query() query: unknown): Promise<{ conversations: Summary[] }> {
    const { tab, limit } = parseInput(listQuery, query, 'query');
    return { conversations: await this.list.list(tab, user.id, limit) };
  }

  @Get(':id')
  async one(
    @CurrentUser() user: User,
    @Param('id') id: string,
  ): Promise<{ conversation: ConversationDetails }> {
    return { conversation: await this.read.details(id, user) };
  }

  @Get(':id/messages')
  async messages(@Param('id') id: string, @Query() query: unknown): Promise<object> {
    return { messages: await this.read.messages(id, parseInput(afterQuery, query, 'query').after) };
  }

  /** What the agent could say next, and how this customer wants to be talked to. */
  @Get(':id/suggestions')
  suggestions(@CurrentUser() user: User, @Param('id') id: string): Promise<SuggestedLines> {
    return this.suggest.run(id, user);
  }

  @Get(':id/media/:mediaId')
  async file(
    @Param('id') id: string,
    @Param('mediaId') mediaId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.media.sendTo(reply, mediaId, id);
  }

  @Post(':id/takeover')
  @HttpCode(200)
  async takeover(
    @CurrentUser() user: User,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ conversation: ConversationDetails }> {
    const { force } = parseInput(takeoverBody, body ?? {}, 'body');
    await this.db.tx((tx) => this.hold.takeOver(tx, id, seatOf(user), force));
    return { conversation: await this.read.details(id, user) };
  }

  @Post(':id/handback')
  @HttpCode(200)
  async handback(
    @CurrentUser() user: User,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ conversation: ConversationDetails }> {
    parseInput(handbackBody, body ?? {}, 'body');
    await this.db.tx((tx) => this.hold.handBack(tx, id, seatOf(user)));
    return { conversation: await this.read.details(id, user) };
  }

  @Post(':id/messages')
  async send(
    @CurrentUser() user: User,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent = await this.reply.run(id, user, parseInput(seatMessageBody, body, 'body'));
    await reply.status(sent.duplicate ? 200 : 201).send(sent);
  }
}

const seatOf = (user: User): HoldingSeat => ({
  id: user.id,
  displayName: user.displayName,
  mayTakeFromOthers: isAtLeast(user.role, 'supervisor'),
});
