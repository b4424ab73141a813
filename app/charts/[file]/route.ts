import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { nameOf } from '#metrics/authorship.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import { metricById } from '#metrics/index.ts';
import { knownParams } from '#metrics/known.ts';
import { readParams } from '#metrics/params.ts';
import { cutNotes, unfinished } from '#metrics/unfinished.ts';
import { draw, sourceLine } from '../../_charts/draw.ts';
import { askWhole, dimensionOf, picksOf } from '../../_charts/own.ts';
import { subtitleOf } from '../../_charts/subtitle.ts';
import { refuseUnknownPicks } from '../../_ui/known-state.ts';
import { store } from '../../store.ts';

export const dynamic = 'force-dynamic';

// resvg reads no system fonts here, so that every machine draws the same picture.
const fonts = join(process.cwd(), 'node_modules', '@expo-google-fonts', 'inter');
const fontFiles = [
  join(fonts, '400Regular', 'Inter_400Regular.ttf'),
  join(fonts, '600SemiBold', 'Inter_600SemiBold.ttf'),
];

/** A figure as a picture that carries its own caveats: /charts/<metric>.svg or .png, with the figure's parameters. */
export async function GET(
  request: Request,
  { params: path }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await path;
  const [, id = '', format] = /^([a-z-]+)\.(svg|png)$/.exec(file) ?? [];
  const metric = metricById(id);
  if (!metric || !format)
    return new Response('No such picture. There is /charts/<metric>.svg and .png\n', { status: 404 });
  const { searchParams, search } = new URL(request.url);
  try {
    const asked = await knownParams(await store(), readParams(metric, searchParams, ['shape', 'show']));
    await refuseUnknownPicks(metric, searchParams.get('show'));
    const { params, only } = askWhole(metric, asked);
    const name = await nameOf(await store(), dimensionOf(metric), only);
    const reading = await metric.read(await store(), params);
    const burned = {
      title: metric.title,
      subtitle: subtitleOf(params, reading, metric),
      caveat: [metric.caveats[0], ...cutNotes(metric, params, reading), ...reading.notes]
        .filter(Boolean)
        .join(' '),
      source: sourceLine(metric, params, reading),
      link: `${settings().publicUrl}/measures/${metric.id}${search}`,
    };
    const picked = picksOf(searchParams.get('show'));
    const stacked = searchParams.get('shape') === 'stacked';
    const notes = await readAxisNotes(
      await store(),
      asked,
      metric.id.endsWith('-by-bloc') ? (picked ?? []) : [],
      metric,
    );
    const part = unfinished(metric, reading);
    if (part) notes.push(part.note);
    const svg = draw(metric, params, reading, burned, { stacked, only, name, picked, notes });
    const headers = {
      'cache-control': 'public, max-age=300',
      'content-disposition': `inline; filename="${metric.id}.${format}"`,
    };
    if (format === 'svg')
      return new Response(svg, { headers: { ...headers, 'content-type': 'image/svg+xml; charset=utf-8' } });
    const png = new Resvg(svg, {
      fitTo: { mode: 'width', value: 2000 },
      font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' },
    })
      .render()
      .asPng();
    return new Response(new Uint8Array(png), { headers: { ...headers, 'content-type': 'image/png' } });
  } catch (error) {
    if (error instanceof Unexpected) return new Response(`${error.message}\n`, { status: 400 });
    throw error;
  }
}
