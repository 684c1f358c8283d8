import { Controller, Get, Header, HttpCode, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database } from '../db/database.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

@Controller()
export class HealthController {
  constructor(
    private readonly db: Database,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('health/live')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process may be given traffic: database answers, not shutting down (the model was loaded before the door opened). */
  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const database = await this.db.query('SELECT 1').then(
      () => 'ok',
      () => 'down',
    );
    const draining = this.readiness.draining;
    const status = database === 'ok' && !draining ? 'ok' : 'unavailable';
    await reply.status(status === 'ok' ? 200 : 503).send({ status, database, draining });
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  text(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
