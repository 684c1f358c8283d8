import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '#app/base/db/database.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { ConversationRepository, Transcript } from '#app/conversations/index.js';
import { AcceptMessage } from '#app/intake/index.js';
import { MediaStore } from '../media-store.js';
import { type CustomerMessage, customerView } from './customer-view.js';
import { readUpload } from './read-upload.js';
import { type KnownVisitor, Visitors, WEB_ACCOUNT } from './visitors.js';
import { afterQuery, messageBody } from './web.schema.js';

@Controller('api/web')
export class WebController {
  constructor(
    private readonly visitors: Visitors,
    private readonly accept: AcceptMessage,
    private readonly media: MediaStore,
    private readonly db: Database,
    private readonly conversations: ConversationRepository,
    private readonly transcript: Transcript,
  ) {}

  @Post('visitors')
  mint(): { token: string; visitorId: string } {
    return this.visitors.mint();
  }

  @Post('messages')
  async post(
    @Headers('authorization') authorization: string | undefined,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visitor = this.visitors.fromHeader(authorization);
    const { clientMsgId, text, mediaId } = parseInput(messageBody, body, 'body');
    if (mediaId) await this.media.assertBelongs(mediaId, visitor.conversationId);
    const accepted = await this.accept.run({
      channel: 'web',
      accountId: WEB_ACCOUNT,
      contactKey: visitor.visitorId,
      dedupeKey: `${visitor.visitorId}:${clientMsgId}`,
      sender: {},
      content: mediaId
        ? { kind: 'image', mediaId, clientMsgId }
        : { kind: 'text', text: text ?? '', clientMsgId },
    });
    await reply
      .status(accepted.duplicate ? 200 : 201)
      .send({ messageId: accepted.messageId, duplicate: accepted.duplicate });
  }

  @Get('messages')
  async list(
    @Headers('authorization') authorization: string | undefined,
    @Query() query: unknown,
  ): Promise<{ holder: string; messages: CustomerMessage[] }> {
    const visitor = this.visitors.fromHeader(authorization);
    const { after } = parseInput(afterQuery, query, 'query');
    const lines = await this.transcript.after(this.db, visitor.conversationId, after);
    return { holder: await this.holder(visitor), messages: customerView(lines) };
  }

  @Post('media')
  async upload(
    @Headers('authorization') authorization: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<{ mediaId: string }> {
    const visitor = this.visitors.fromHeader(authorization);
    return { mediaId: await this.media.save(visitor.conversationId, await readUpload(request)) };
  }

  @Get('media/:id')
  async download(
    @Headers('authorization') authorization: string | undefined,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { conversationId } = this.visitors.fromHeader(authorization);
    await this.media.sendTo(reply, id, conversationId);
  }

  private async holder(visitor: KnownVisitor): Promise<string> {
    return (await this.conversations.find(this.db, visitor.conversationId))?.holder ?? 'bot';
  }
}
