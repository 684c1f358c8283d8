import { describe, expect, it } from '@jest/globals';
import { AuditLog, verifyChain } from '#app/accounts/index.js';
import { describeAccounts, NEW_PASSWORD, PASSWORD } from '../support/accounts-app.js';

describeAccounts('accounts, audited', (accounts) => {
  const { call, signIn, person, audited, clock, sql } = accounts;

  describe('the audit log', () => {
    const append = (n: number) =>
      accounts.db.tx((tx) =>
        accounts.app.get(AuditLog).append(tx, {
          actor: 'usr_1',
          action: 'test.done',
          object: `obj\u0000${n}`,
          details: {
            时间: clock.now(),
            b: [undefined, Number.NaN, 1e21, -0],
            a: '\ud800\u0000',
            n,
            10: 1,
            9: 2,
          },
        }),
      );
    /** As somebody with the database's master key would. */
    async function tampered(sql: string): Promise<unknown> {
      const runner = accounts.source.createQueryRunner();
      try {
        await runner.startTransaction();
        await runner.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
        await runner.query(sql);
        return await verifyChain({ query: (text, params) => runner.query(text, [...(params ?? [])]) });
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    }

    it('holds one unbroken chain under forty writers at once', async () => {
      const before = await verifyChain(accounts.db);
      await Promise.all(Array.from({ length: 40 }, (_, n) => append(n)));
      const after = await verifyChain(accounts.db);
      expect(before).toMatchObject({ ok: true });
      expect(after).toMatchObject({ ok: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(after.ok && before.ok && after.rows - before.rows).toBe(40);
    });

    it('keeps nothing of a transaction that failed', async () => {
      const before = await verifyChain(accounts.db);
      await expect(
        accounts.db.tx(async (tx) => {
          await accounts.app.get(AuditLog).append(tx, { actor: 'usr_1', action: 'test.failed', object: 'x' });
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      await append(1);
      const after = await verifyChain(accounts.db);
      expect(after.ok && before.ok && after.rows - before.rows).toBe(1);
    });

    it.each([
      `UPDATE audit_log SET actor = 'usr_2'`,
      'DELETE FROM audit_log',
      'DELETE FROM audit_log WHERE false',
      'TRUNCATE audit_log',
    ])('refuses %p', async (change) => {
      await expect(sql(change)).rejects.toThrow('append-only');
    });

    it.each([
      [
        'a changed word',
        `UPDATE audit_log SET details = '{"n":"forged"}' WHERE position = (SELECT min(position) + 1 FROM audit_log)`,
        'content_changed',
      ],
      [
        'a changed time',
        `UPDATE audit_log SET at = at + interval '1 ms' WHERE position = (SELECT min(position) + 1 FROM audit_log)`,
        'content_changed',
      ],
      [
        'a missing row',
        'DELETE FROM audit_log WHERE position = (SELECT min(position) + 1 FROM audit_log)',
        'row_missing',
      ],
      [
        'a missing beginning',
        'DELETE FROM audit_log WHERE position = (SELECT min(position) FROM audit_log)',
        'row_missing',
      ],
    ])('shows %s', async (_, sql, reason) => {
      for (let n = 0; n < 4; n++) await append(n);
      expect(await tampered(sql)).toMatchObject({ ok: false, reason });
      expect(await verifyChain(accounts.db)).toMatchObject({ ok: true });
    });

    it('has a line for what was done, in order', async () => {
      const before = (await audited()).length;
      await call('POST', '/api/setup', { body: { username: 'boss', password: PASSWORD } });
      const cookie = await signIn('boss');
      const agent = await person('agent');
      await call('PATCH', `/api/users/${agent.id}`, {
        cookie,
        body: { state: 'disabled', password: NEW_PASSWORD },
      });
      await call('DELETE', '/api/session', { cookie });
      expect((await audited()).slice(before)).toEqual([
        'user.created',
        'session.opened',
        'user.created',
        'user.changed',
        'session.closed',
      ]);
      const [change] = await sql<{ details: unknown }>(
        `SELECT details FROM audit_log WHERE action = 'user.changed' ORDER BY position DESC LIMIT 1`,
      );
      expect(change?.details).toEqual({ state: 'disabled', password: 'set' });
    });
  });
});
