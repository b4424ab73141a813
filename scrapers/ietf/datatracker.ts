import { z } from 'zod';

export const site = 'https://datatracker.ietf.org';
export const datatracker = {
  body: 'ietf',
  home: `${site}/`,
  licence: 'Facts from the public API of the IETF Datatracker; no text is republished',
  hosts: ['datatracker.ietf.org'],
} as const;

const uri = z.string().regex(/^\/api\/v1\/[a-z]+\/[a-z]+\/.+\/$/, 'a resource URI');
/** UTC with Z, or naive US-Pacific as before the migration of late 2022. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/, 'a date and time');
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day');
export const field = { uri, moment, day, id: z.number().int(), text: z.string() };

/** The last part of a resource URI, decoded: a number, a document's name, a slug. */
export const keyOf = (resource: string): string => {
  const key = resource.slice(resource.lastIndexOf('/', resource.length - 2) + 1, -1);
  return key.includes('%') ? decodeURIComponent(key) : key;
};
export const keyOrNull = (resource: string | null): string | null => (resource ? keyOf(resource) : null);

/** A filter as sent, and whether a row fits it: a parameter the server does not know is ignored without a word. */
export interface Filter<Row> {
  param: string;
  value: string;
  /** Asks for some rows of this run's choosing: how many there are says nothing of the table. */
  some?: boolean;
  holds: (row: Row) => boolean;
}

export interface Table<Shape extends z.ZodRawShape> {
  /** app/resource, as in doc/document. */
  resource: string;
  /** Fields that are read: each must be there and of this type. */
  fields: Shape;
  /** Fields that are known and left alone. */
  also?: readonly string[];
  filters?: readonly Filter<z.infer<z.ZodObject<Shape>>>[];
  /** A resource that some versions of the service do not have. */
  optional?: boolean;
  orderBy?: 'id' | 'address' | 'slug' | null;
}

export interface Placed<Row> {
  row: Row;
  pageId: number;
}
