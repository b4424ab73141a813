import { expect, test } from 'vitest';
import { parseRfcIndex } from '#scrapers/ietf/rfc-index.ts';

const index = (...names: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<rfc-index xmlns="https://www.rfc-editor.org/rfc-index"><rfc-entry>
  <doc-id>RFC0001</doc-id><title>A Title</title>
  ${names.map((name) => `<author><name>${name}</name></author>`).join('')}
  <date><month>June</month><year>2004</year></date>
  <current-status>INFORMATIONAL</current-status><publication-status>INFORMATIONAL</publication-status>
  <stream>IETF</stream>
</rfc-entry></rfc-index>`;
const namesIn = (xml: string) =>
  parseRfcIndex(xml, 'rfc-index.xml').entries.flatMap(({ authors }) => authors.map(({ name }) => name));

test('what the index cuts off a name at its comma is no author of its own, and "et al." is nobody', () => {
  expect(namesIn(index('P. Able', 'II', 'B. Baker', 'III'))).toEqual(['P. Able II', 'B. Baker III']);
  expect(namesIn(index('Example Editor', 'et al.'))).toEqual(['Example Editor']);
  expect(namesIn(index('A. Able', 'IAB'))).toEqual(['A. Able', 'IAB']);
});
