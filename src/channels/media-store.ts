import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { sniffImage, withoutExif } from './domain/sniff-image.js';

const gone = () =>
  new AppError({
    code: 'media.not_found',
    status: 404,
    field: 'mediaId',
    message: 'mediaId: no such file in this conversation',
  });

/** Files of a conversation. Stored under our own names; whoever asks must name the conversation too. */
@Injectable()
export class MediaStore {
  constructor(private readonly db: Database) {}

  /** @throws AppError `media.type` (415) unless the bytes are an image we take */
  async save(conversationId: string, bytes: Uint8Array): Promise<string> {
    const mime = sniffImage(bytes);
    if (!mime) {
      throw new AppError({
        code: 'media.type',
        status: 415,
        field: 'file',
        message: 'file: only PNG, JPEG and WebP images are taken',
      });
    }
    const kept = mime === 'image/jpeg' ? withoutExif(bytes) : bytes;
    const id = `med_${randomBytes(16).toString('base64url')}`;
    await this.db.query(
      'INSERT INTO media (id, conversation_id, mime, bytes, sha256) VALUES ($1, $2, $3, $4, $5)',
      [id, conversationId, mime, Buffer.from(kept), createHash('sha256').update(kept).digest('hex')],
    );
    return id;
  }

  /** @throws AppError `media.not_found` for another conversation's file as for none */
  async assertBelongs(id: string, conversationId: string): Promise<void> {
    const rows = await this.db.query('SELECT 1 FROM media WHERE id = $1 AND conversation_id = $2', [
      id,
      conversationId,
    ]);
    if (rows.length === 0) throw gone();
  }

  async sendTo(reply: FastifyReply, id: string, conversationId: string): Promise<void> {
    const rows = await this.db.query<{ mime: string; bytes: Buffer }>(
      'SELECT mime, bytes FROM media WHERE id = $1 AND conversation_id = $2',
      [id, conversationId],
    );
    const file = rows[0];
    if (!file) throw gone();
    await reply
      .header('content-type', file.mime)
      .header('content-disposition', 'attachment')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, max-age=86400')
      .send(file.bytes);
  }
}
