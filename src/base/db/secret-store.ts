import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

/** Secrets made by the installation itself, shared by all its processes. */
@Injectable()
export class SecretStore {
  constructor(private readonly db: Database) {}

  /** The secret of that name; made (256 random bits) the first time anyone asks. */
  async get(name: string): Promise<string> {
    await this.db.query('INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      name,
      randomBytes(32).toString('base64url'),
    ]);
    const rows = await this.db.query<{ value: string }>('SELECT value FROM secrets WHERE name = $1', [name]);
    const value = rows[0]?.value;
    if (!value) throw new Error(`secret ${name} could not be made`);
    return value;
  }
}
