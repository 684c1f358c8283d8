import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { readCookie, SESSION_COOKIE } from '../domain/cookies.js';
import { isAlive, needsSeen } from '../domain/session-age.js';
import type { User } from '../domain/user.js';
import { isToken, tokenHash } from '../session/session-token.js';
import { type OpenSession, SessionsRepository } from '../session/sessions.repository.js';

/** From a `Cookie` header to who sent it; for HTTP and for the WebSocket upgrade. */
@Injectable()
export class SessionReader {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly clock: Clock,
  ) {}

  /** The user of a living session, or null. Counts as activity, noted at most once a minute. */
  async read(cookieHeader: string | undefined): Promise<User | null> {
    return (await this.open(cookieHeader))?.user ?? null;
  }

  /**
   * The same without counting as activity: for a socket that asks from time to time whether its
   * user may still listen, and must not keep an abandoned desk signed in.
   */
  async peek(cookieHeader: string | undefined): Promise<User | null> {
    return (await this.find(cookieHeader, this.clock.now()))?.user ?? null;
  }

  async open(cookieHeader: string | undefined): Promise<OpenSession | null> {
    const now = this.clock.now();
    const session = await this.find(cookieHeader, now);
    if (session && needsSeen(session, now)) await this.sessions.seen(session.id, now);
    return session;
  }

  private async find(cookieHeader: string | undefined, now: Date): Promise<OpenSession | null> {
    const token = readCookie(cookieHeader, SESSION_COOKIE);
    if (!token || !isToken(token)) return null;
    const session = await this.sessions.find(tokenHash(token));
    return session && isAlive(session, now) ? session : null;
  }
}
