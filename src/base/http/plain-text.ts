import { z } from 'zod';

/** All control characters but tab, line feed and carriage return. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A text that people wrote and that can be stored and shown as it is; `max` in UTF-16 units. */
export const plainText = (max: number) =>
  z
    .string()
    .max(max, `must have at most ${max} characters`)
    .refine((value) => value.isWellFormed(), 'must not contain a lone surrogate')
    .refine((value) => !CONTROL.test(value), 'must not contain control characters')
    .refine((value) => value.trim().length > 0, 'must not be empty');
