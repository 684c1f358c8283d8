import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { Authenticated, CurrentUser } from '../access/authenticated.js';
import type { User } from '../domain/user.js';
import { ChangeUser } from './change-user.js';
import { createUser } from './create-user.js';
import { newUserSchema, userChangeSchema, userIdSchema } from './user.schema.js';
import { type Account, UsersRepository } from './users.repository.js';

@Controller('api/users')
export class UsersController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly users: UsersRepository,
    private readonly changeUser: ChangeUser,
  ) {}

  @Get()
  @Authenticated('supervisor')
  async list(): Promise<{ users: Account[] }> {
    return { users: await this.users.list() };
  }

  @Post()
  @Authenticated('admin')
  async create(@CurrentUser() actor: User, @Body() body: unknown): Promise<{ user: User }> {
    const input = parseInput(newUserSchema, body, 'body');
    return { user: await createUser(this.db, { ...input, actor: actor.id, at: this.clock.now() }) };
  }

  @Patch(':id')
  @Authenticated('admin')
  async change(
    @CurrentUser() actor: User,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<{ user: Account }> {
    const { id } = parseInput(userIdSchema, params, 'params');
    return { user: await this.changeUser.run(actor, id, parseInput(userChangeSchema, body, 'body')) };
  }
}
