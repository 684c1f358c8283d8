import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { Authenticated, CurrentUser, type User } from '#app/accounts/index.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { ComposeReply, type GuardResult } from '#app/reply/index.js';
import { DraftContext } from './draft-context.js';

const checkBody = z.strictObject({
  text: z.string().max(4_000),
  conversationId: z.string().max(64).optional(),
});

@Controller('api/guard')
export class GuardController {
  constructor(
    private readonly compose: ComposeReply,
    private readonly drafts: DraftContext,
  ) {}

  /**
   * What the guard says of a text while an agent types it, in the light of what that customer has heard.
   * Sending checks again, by the same rules.
   */
  @Post('check')
  @HttpCode(200)
  @Authenticated()
  async check(@Body() body: unknown, @CurrentUser() user: User): Promise<GuardResult> {
    const { text, conversationId } = parseInput(checkBody, body, 'body');
    const context = conversationId ? await this.drafts.of(conversationId, user) : {};
    return this.compose.guard.check(text, context);
  }
}
