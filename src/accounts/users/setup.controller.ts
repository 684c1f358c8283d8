import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { parseInput } from '#app/base/http/parse-body.js';
import { OwnSiteOnly } from '../access/cross-site.guard.js';
import type { User } from '../domain/user.js';
import { SetUp } from './set-up.js';
import { setupSchema } from './user.schema.js';

@Controller('api/setup')
export class SetupController {
  constructor(private readonly setUp: SetUp) {}

  @Get()
  @Header('cache-control', 'no-store')
  async show(): Promise<{ needed: boolean }> {
    return { needed: await this.setUp.isNeeded() };
  }

  /** Signs nobody in: the new administrator proves the password by logging in with it. */
  @Post()
  @OwnSiteOnly()
  async run(@Body() body: unknown): Promise<{ user: User }> {
    return { user: await this.setUp.run(parseInput(setupSchema, body, 'body')) };
  }
}
