import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { Authenticated } from '#app/accounts/index.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { ComposeReply } from './compose-reply.js';
import type { GuardResult } from './domain/guard/check.js';

const checkBody = z.strictObject({
  text: z.string().max(4_000),
  conversationId: z.string().max(64).optional(),
});

@Controller('api/guard')
export class GuardController {
  constructor(private readonly compose: ComposeReply) {}

  /** What the guard says of a text while an agent types it. Sending checks again, by the same rules. */
  @Post('check')
  @HttpCode(200)
  @Authenticated()
  check(@Body() body: unknown): GuardResult {
    return this.compose.guard.check(parseInput(checkBody, body, 'body').text);
  }
}
