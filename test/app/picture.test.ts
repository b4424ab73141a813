import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../app/_charts/picture.ts';

const drawing = (words: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 9" width="900" height="9"><text x="9" y="8" font-size="8">${words}</text></svg>`;

describe('a chart as a picture', () => {
  it('is painted once, however often and by how many at once it is asked for', async () => {
    const [first, same] = await Promise.all([pictureOf(drawing('one')), pictureOf(drawing('one'))]);
    expect(first?.subarray(1, 4).toString()).toBe('PNG');
    expect(same).toBe(first);
    expect(await pictureOf(drawing('one'))).toBe(first);
    expect(await pictureOf(drawing('two'))).not.toEqual(first);
  });

  it('is painted beside the work of the server, and refused where many others wait, until they are done', async () => {
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    const asked = Array.from({ length: 60 }, (_, at) => pictureOf(drawing(`crowd ${at}`)));
    const painted = await Promise.all(asked);
    clearInterval(turning);
    const refused = painted.filter((picture) => picture === null).length;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(60);
    expect(turns).toBeGreaterThan(0);
    expect(await pictureOf(drawing('crowd 59'))).not.toBeNull();
  });

  it('is not kept for ever: two hundred others later it is painted anew', async () => {
    const first = await pictureOf(drawing('old'));
    for (let at = 0; at < 200; at++) await pictureOf(drawing(`newer ${at}`));
    const again = await pictureOf(drawing('old'));
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  }, 60_000);
});
