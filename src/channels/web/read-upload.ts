import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '#app/base/errors/app-error.js';

/** Bytes of one uploaded image at most. */
export const MAX_UPLOAD = 10 * 1024 * 1024;

/**
 * The one file of a multipart body, in field `file`.
 * @throws AppError `media.invalid` (400/415) or `media.too_large` (413), naming the field
 */
export async function readUpload(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) throw invalid(415, 'content-type', 'must be multipart/form-data');
  let bytes: Uint8Array | undefined;
  // Read to its end: a second part is refused by the limit instead of being dropped in silence.
  for await (const part of request.files({
    limits: { fileSize: MAX_UPLOAD, files: 1, fields: 0, parts: 1 },
  })) {
    if (part.fieldname !== 'file') throw invalid(400, 'file', 'is missing');
    bytes = await part.toBuffer().catch(() => undefined);
    if (!bytes || part.file.truncated) {
      throw new AppError({
        code: 'media.too_large',
        status: 413,
        field: 'file',
        message: 'file: must have at most 10 MB',
      });
    }
  }
  if (!bytes) throw invalid(400, 'file', 'is missing');
  if (bytes.length === 0) throw invalid(400, 'file', 'is empty');
  return bytes;
}

const invalid = (status: number, field: string, reason: string) =>
  new AppError({ code: 'media.invalid', status, field, message: `${field}: ${reason}` });
