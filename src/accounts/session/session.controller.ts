import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseInput } from '#app/base/http/parse-body.js';
import { Authenticated, CurrentUser } from '../access/authenticated.js';
import { OwnSiteOnly } from '../access/cross-site.guard.js';
import { notSignedIn } from '../accounts.errors.js';
import { clearedSessionCookie, sessionCookie } from '../domain/cookies.js';
import type { User } from '../domain/user.js';
import { ChangePassword } from '../password/change-password.js';
import { LogIn } from './log-in.js';
import { LogOut } from './log-out.js';
import { loginSchema, passwordChangeSchema } from './session.schema.js';

@Controller('api/session')
export class SessionController {
  constructor(
    private readonly logIn: LogIn,
    private readonly logOut: LogOut,
    private readonly changePassword: ChangePassword,
  ) {}

  @Post()
  @HttpCode(200)
  @OwnSiteOnly()
  @Header('cache-control', 'no-store')
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ user: User }> {
    const login = parseInput(loginSchema, body, 'body');
    const { user, token } = await this.logIn.run({
      ...login,
      cookieHeader: request.headers.cookie,
      ip: request.ip,
    });
    reply.header('set-cookie', sessionCookie(token, request.protocol === 'https'));
    return { user };
  }

  @Get()
  @Authenticated()
  @Header('cache-control', 'no-store')
  show(@CurrentUser() user: User): { user: User } {
    return { user };
  }

  @Delete()
  @HttpCode(204)
  async close(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.logOut.run(request.headers.cookie);
    reply.header('set-cookie', clearedSessionCookie(request.protocol === 'https'));
  }

  @Post('password')
  @HttpCode(204)
  @Authenticated()
  async password(@Body() body: unknown, @Req() request: FastifyRequest): Promise<void> {
    const { currentPassword, newPassword } = parseInput(passwordChangeSchema, body, 'body');
    const { user, sessionId } = request.signedIn ?? {};
    if (!user || !sessionId) throw notSignedIn();
    await this.changePassword.run(user, sessionId, currentPassword, newPassword);
  }
}
