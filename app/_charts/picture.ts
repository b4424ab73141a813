import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { renderAsync } from '@resvg/resvg-js';

// resvg reads no system fonts here, so that every machine draws the same picture.
const fonts = join(process.cwd(), 'node_modules', '@expo-google-fonts', 'inter');
const fontFiles = [
  join(fonts, '400Regular', 'Inter_400Regular.ttf'),
  join(fonts, '600SemiBold', 'Inter_600SemiBold.ttf'),
];

const mostKept = 200;
const mostBytes = 32 * 1024 * 1024;
const mostAtOnce = 1;
const mostWaiting = 24;

/** Pictures by the drawing they were painted from, asked for last at the end. A drawing says all that is in its picture. */
const kept = new Map<string, Buffer>();
const underWay = new Map<string, Promise<Buffer>>();
const waiting: (() => void)[] = [];
let bytes = 0;
let atOnce = 0;

/** @returns the drawing as PNG, 2000 pixels wide; null where too many others are waiting to be painted */
export async function pictureOf(svg: string): Promise<Buffer | null> {
  const name = createHash('sha256').update(svg).digest('base64url');
  const known = kept.get(name);
  if (known) {
    kept.delete(name);
    kept.set(name, known);
    return known;
  }
  const same = underWay.get(name);
  if (same) return same;
  if (waiting.length >= mostWaiting) return null;
  const painting = paint(svg)
    .then((picture) => keep(name, picture))
    .finally(() => underWay.delete(name));
  underWay.set(name, painting);
  return painting;
}

/** On a thread of its own, so that pages are answered meanwhile. */
async function paint(svg: string): Promise<Buffer> {
  if (atOnce >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else atOnce++;
  try {
    const image = await renderAsync(svg, {
      fitTo: { mode: 'width', value: 2000 },
      font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' },
    });
    return image.asPng();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else atOnce--;
  }
}

function keep(name: string, picture: Buffer): Buffer {
  kept.set(name, picture);
  bytes += picture.length;
  for (const [oldest, { length }] of kept) {
    if (kept.size <= mostKept && bytes <= mostBytes) break;
    kept.delete(oldest);
    bytes -= length;
  }
  return picture;
}
