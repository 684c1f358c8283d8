import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { User } from '#app/accounts/index.js';
import { Authenticated, CurrentUser, TokenScope } from '#app/accounts/index.js';
import { Database } from '#app/base/db/database.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { ReadTickets, type TicketPage } from './read-tickets.js';
import { ticketListSchema, ticketNumberSchema, transitionSchema } from './ticket.schema.js';
import { TicketDesk } from './ticket-desk.js';
import { type TicketDetail, type TicketSummary, ticketSummary } from './ticket-view.js';

@Controller('api/tickets')
@Authenticated()
export class TicketsController {
  constructor(
    private readonly db: Database,
    private readonly read: ReadTickets,
    private readonly desk: TicketDesk,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @TokenScope('tickets:read')
  async list(@CurrentUser() user: User, @Query() query: unknown): Promise<TicketPage> {
    const { state, ...search } = parseInput(ticketListSchema, query, 'query');
    return this.read.page(this.db, user, { ...search, states: state });
  }

  @Get(':number')
  @Header('cache-control', 'no-store')
  @TokenScope('tickets:read')
  async detail(@CurrentUser() user: User, @Param() params: unknown): Promise<TicketDetail> {
    const { number } = parseInput(ticketNumberSchema, params, 'params');
    return this.db.tx((tx) => this.read.detail(tx, user, number));
  }

  @Post(':number/transition')
  @HttpCode(200)
  @TokenScope('tickets:write')
  async transition(
    @CurrentUser() user: User,
    @Param() params: unknown,
    @Body() body: unknown,
  ): Promise<TicketSummary> {
    const { number } = parseInput(ticketNumberSchema, params, 'params');
    const { to, note } = parseInput(transitionSchema, body, 'body');
    const moved = await this.db.tx(async (tx) => {
      const ticket = await this.read.visible(tx, user, number);
      return this.desk.transition(tx, ticket.id, to, user.id, note);
    });
    return ticketSummary(moved);
  }
}
