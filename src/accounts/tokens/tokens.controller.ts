import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { parseInput } from '#app/base/http/parse-body.js';
import { Authenticated, CurrentUser } from '../access/authenticated.js';
import type { User } from '../domain/user.js';
import { ManageTokens } from './manage-tokens.js';
import { newTokenSchema, tokenIdSchema } from './token.schema.js';
import type { ApiToken } from './tokens.repository.js';

@Controller('api/tokens')
@Authenticated('admin')
export class TokensController {
  constructor(private readonly tokens: ManageTokens) {}

  @Get()
  async list(): Promise<{ tokens: ApiToken[] }> {
    return { tokens: await this.tokens.list() };
  }

  @Post()
  @Header('cache-control', 'no-store')
  create(@CurrentUser() actor: User, @Body() body: unknown): Promise<{ token: ApiToken; secret: string }> {
    return this.tokens.create(actor, parseInput(newTokenSchema, body, 'body'));
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@CurrentUser() actor: User, @Param() params: unknown): Promise<void> {
    await this.tokens.revoke(actor, parseInput(tokenIdSchema, params, 'params').id);
  }
}
