import { countryOfAddress } from '#entities/country.ts';
import type { CountryLine, Line } from './rfc-names.ts';

const located = /^(\S.*?),? is located at:$/;
export const isLocation = (line: string) => line.trimEnd().endsWith(' is located at:');

/**
 * "Example Networks, Inc. is located at:", and below it one address for all of its authors, who give a firm and a mailbox
 * each.
 * @returns the country of an author whose address names the organisation, or names none where only one is located
 */
export function locationsIn(lines: readonly Line[]): (organisation: string | null) => CountryLine | null {
  const places = lines.flatMap(({ text }, index) => {
    const words = isLocation(text) ? located.exec(text.trim())?.[1] : undefined;
    if (!words) return [];
    const from = lines[index + 1]?.text.trim() ? index + 1 : index + 2;
    const length = lines.slice(from).findIndex((line) => !line.text.trim());
    const address = lines.slice(from, length < 0 ? undefined : from + length);
    const stated = countryOfAddress(address.map((line) => line.text.trim()));
    return stated
      ? [{ words, country: { ...stated, line: address[stated.line]?.number ?? 0 } satisfies CountryLine }]
      : [];
  });
  const firstWord = (words: string) => /^[\p{L}\p{N}]+/u.exec(words)?.[0].toLowerCase();
  return (organisation) => {
    const its = organisation
      ? places.find(({ words }) => firstWord(words) === firstWord(organisation))
      : places.length === 1
        ? places[0]
        : undefined;
    return its?.country ?? null;
  };
}
