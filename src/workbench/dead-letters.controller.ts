import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AuditLog, Authenticated, CurrentUser, type User } from '#app/accounts/index.js';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { type DeadLetter, Outbox } from '#app/base/outbox/outbox.js';

/** What could not be delivered, for a supervisor to see and to send again (peers: zammad#1239, chatwoot#15920). */
@Controller('api/dead-letters')
@Authenticated('supervisor')
export class DeadLettersController {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  async list(): Promise<{ deadLetters: DeadLetter[] }> {
    return { deadLetters: await this.outbox.deadLetters(this.db, 500) };
  }

  @Post(':id/replay')
  @HttpCode(202)
  async replay(
    @CurrentUser() user: User,
    @Param('id') id: string,
  ): Promise<{ id: string; state: 'pending' }> {
    await this.db.tx(async (tx) => {
      if (!(await this.outbox.replay(tx, id))) {
        throw new AppError({
          code: 'outbox.not_dead',
          status: 404,
          field: 'id',
          message: 'id: 没有这条未送达记录',
        });
      }
      await this.audit.append(tx, { actor: user.id, action: 'outbox.replay', object: id, details: {} });
    });
    return { id, state: 'pending' };
  }
}
