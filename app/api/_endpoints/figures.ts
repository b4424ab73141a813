import { storedFigure } from '#prisma/figures.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { reading } from './shapes.ts';

export const figureOne: Endpoint = {
  path: '/api/v1/figures/{hash}',
  summary: 'A frozen figure: the same bytes for ever',
  description: 'The hash is the first 32 hexadecimal digits of the sha256 of these bytes.',
  pathParameters: { hash: { description: '32 hexadecimal digits.' } },
  query: {},
  type: 'application/json',
  schema: reading,
  async read(store, { path }) {
    const stored = await storedFigure(store, path.hash ?? '');
    return stored && { text: stored.content, type: 'application/json', caching: 'frozen' };
  },
};
