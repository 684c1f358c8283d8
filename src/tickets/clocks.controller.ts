import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { User } from '#app/accounts/index.js';
import { Authenticated, CurrentUser, TokenScope } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database, type Tx } from '#app/base/db/database.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { clockParamsSchema, clockReasonSchema, previewSchema } from './clock.schema.js';
import { ClockDesk, type ClockOrder } from './clock-desk.js';
import { ClockKeeper } from './clock-keeper.js';
import { type AcceptancePreview, previewClocks } from './domain/clocks-preview.js';
import type { RunningClock } from './domain/clocks-run.js';
import { ReadTickets } from './read-tickets.js';
import { ticketNumberSchema } from './ticket.schema.js';

interface Clocks {
  readonly clocks: readonly RunningClock[];
}

/** The clocks of a ticket, and what they would be if a complaint were registered now (若现在受理). */
@Controller()
@Authenticated()
export class ClocksController {
  constructor(
    private readonly db: Database,
    private readonly time: Clock,
    private readonly read: ReadTickets,
    private readonly desk: ClockDesk,
    private readonly keeper: ClockKeeper,
  ) {}

  @Get('api/ticket-clocks/preview')
  @Header('cache-control', 'no-store')
  @TokenScope('tickets:read')
  preview(@Query() query: unknown): AcceptancePreview {
    const { urgency, at } = parseInput(previewSchema, query, 'query');
    return previewClocks(this.keeper.rules, urgency, at ?? this.time.now());
  }

  @Get('api/tickets/:number/clocks')
  @Header('cache-control', 'no-store')
  @TokenScope('tickets:read')
  async list(@CurrentUser() user: User, @Param() params: unknown): Promise<Clocks> {
    const { number } = parseInput(ticketNumberSchema, params, 'params');
    const ticket = await this.read.visible(this.db, user, number);
    return { clocks: await this.desk.of(this.db, ticket.id) };
  }

  @Post('api/tickets/:number/clocks/:kind/pause')
  @HttpCode(200)
  @TokenScope('tickets:write')
  async pause(@CurrentUser() user: User, @Param() params: unknown, @Body() body: unknown): Promise<Clocks> {
    return this.order(user, params, body, (tx, id, order) => this.desk.pause(tx, id, order));
  }

  @Post('api/tickets/:number/clocks/:kind/resume')
  @HttpCode(200)
  @TokenScope('tickets:write')
  async resume(@CurrentUser() user: User, @Param() params: unknown, @Body() body: unknown): Promise<Clocks> {
    return this.order(user, params, body, (tx, id, order) => this.desk.resume(tx, id, order));
  }

  /** 复杂投诉: only a supervisor approves the longer time. */
  @Post('api/tickets/:number/extension')
  @HttpCode(200)
  @Authenticated('supervisor')
  async extend(@CurrentUser() user: User, @Param() params: unknown, @Body() body: unknown): Promise<Clocks> {
    const { number } = parseInput(ticketNumberSchema, params, 'params');
    const { reason } = parseInput(clockReasonSchema, body, 'body');
    return this.db.tx(async (tx) => {
      const ticket = await this.read.visible(tx, user, number);
      return { clocks: await this.desk.extend(tx, ticket.id, { by: user.id, reason }) };
    });
  }

  private async order(
    user: User,
    params: unknown,
    body: unknown,
    give: (tx: Tx, ticketId: string, order: ClockOrder) => Promise<RunningClock[]>,
  ): Promise<Clocks> {
    const { number, kind } = parseInput(clockParamsSchema, params, 'params');
    const { reason } = parseInput(clockReasonSchema, body, 'body');
    return this.db.tx(async (tx) => {
      const ticket = await this.read.visible(tx, user, number);
      return { clocks: await give(tx, ticket.id, { kind, by: user.id, reason }) };
    });
  }
}
