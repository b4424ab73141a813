import { createHash, randomBytes } from 'node:crypto';

/** What is kept of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 192 random bits for a link. */
export const newToken = (): string => randomBytes(24).toString('base64url');
