import type { Gathered, Reader, Source } from '#scrapers/contract.ts';

/** A source of one host that is nobody's, for tests: it gathers nothing unless told how. */
export function exampleSource(
  given: Partial<Omit<Source, 'gather'>> & { gather?: (reader: Reader) => Promise<Gathered | null> } = {},
): Source {
  return {
    id: 'example',
    body: 'ietf',
    title: 'Example pages',
    home: 'https://www.example.org/',
    licence: 'none',
    cadenceHours: 24,
    hosts: ['www.example.org'],
    floor: {},
    filled: {},
    redact: (_url, body) => body,
    gather: async () => null,
    ...given,
  };
}
