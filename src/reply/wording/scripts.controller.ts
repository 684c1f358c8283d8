import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Authenticated, CurrentUser, type User } from '#app/accounts/index.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { plainText } from '#app/base/http/plain-text.js';
import { LOCALES } from '../domain/scripts/script-book.js';
import { daySchema, scopeSchema } from '../load-scripts.js';
import { suitsListSchema } from '../load-suits.js';
import { ManageScripts, type ScriptPlace } from './manage-scripts.js';
import type { ScriptVersion } from './script-versions.repository.js';

const stage = z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be a stage like ACCEPT');
const key = z.string().regex(/^[A-Za-z0-9_]{1,40}$/, 'must be a key of letters, digits and _');
const placeParams = z.strictObject({ stage, key });
const idParams = z.strictObject({
  id: z.string().regex(/^scr_[A-Za-z0-9_-]{6,30}$/, 'must be the id of a version'),
});
const nothing = z.strictObject({});

const draftBody = z
  .strictObject({
    stage,
    key,
    scope: z
      .strictObject({ ...scopeSchema, locale: z.enum(LOCALES).default('zh-CN') })
      .default({ locale: 'zh-CN' }),
    text: plainText(1_000),
    suits: suitsListSchema.nullable().default(null),
    from: daySchema.nullable().default(null),
    until: daySchema.nullable().default(null),
  })
  .refine(({ from, until }) => from === null || until === null || from <= until, {
    path: ['until'],
    message: 'must not be before from',
  });

/** The scripts (话术) with their history. Anyone may write a draft; a supervisor who is somebody else approves it. */
@Controller('api/scripts')
@Authenticated()
export class ScriptsController {
  constructor(private readonly manage: ManageScripts) {}

  @Get()
  async list(): Promise<{ scripts: readonly ScriptPlace[] }> {
    return { scripts: await this.manage.list() };
  }

  @Get(':stage/:key')
  async one(@Param() params: unknown): Promise<{ script: ScriptPlace }> {
    const place = parseInput(placeParams, params, 'params');
    return { script: await this.manage.one(place.stage, place.key) };
  }

  @Post()
  async draft(@CurrentUser() user: User, @Body() body: unknown): Promise<{ version: ScriptVersion }> {
    return { version: await this.manage.saveDraft(user, parseInput(draftBody, body, 'body')) };
  }

  @Post(':id/submit')
  @HttpCode(200)
  submit(@CurrentUser() user: User, @Param() params: unknown, @Body() body: unknown) {
    return this.step(params, body, (id) => this.manage.submit(user, id));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Authenticated('supervisor')
  approve(@CurrentUser() user: User, @Param() params: unknown, @Body() body: unknown) {
    return this.step(params, body, (id) => this.manage.approve(user, id));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @Authenticated('supervisor')
  retire(@CurrentUser() user: User, @Param() params: unknown, @Body() body: unknown) {
    return this.step(params, body, (id) => this.manage.retire(user, id));
  }

  private async step(
    params: unknown,
    body: unknown,
    work: (id: string) => Promise<ScriptVersion>,
  ): Promise<{ version: ScriptVersion }> {
    parseInput(nothing, body ?? {}, 'body');
    return { version: await work(parseInput(idParams, params, 'params').id) };
  }
}
