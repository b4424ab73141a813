import { settings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { nameOf } from '#metrics/authorship.ts';
import { readAxisNotes } from '#metrics/axis-notes.ts';
import { inWordsOf } from '#metrics/contract.ts';
import { metricById } from '#metrics/index.ts';
import { knownParams } from '#metrics/known.ts';
import { readParams } from '#metrics/params.ts';
import { cutNotes, unfinished } from '#metrics/unfinished.ts';
import { draw, sourceLine } from '../../_charts/draw.ts';
import { askWhole, dimensionOf, picksOf } from '../../_charts/own.ts';
import { pictureOf } from '../../_charts/picture.ts';
import { subtitleOf } from '../../_charts/subtitle.ts';
import { refuseUnknownPicks } from '../../_ui/known-state.ts';
import { store } from '../../store.ts';

export const dynamic = 'force-dynamic';

/** A figure as a picture that carries its own caveats: /charts/<metric>.svg or .png, with the figure's parameters. */
export async function GET(
  request: Request,
  { params: path }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await path;
  const [, id = '', format] = /^([a-z-]+)\.(svg|png)$/.exec(file) ?? [];
  const known = metricById(id);
  if (!known || !format)
    return new Response('No such picture. There is /charts/<metric>.svg and .png\n', { status: 404 });
  const { searchParams, search } = new URL(request.url);
  try {
    const asked = await knownParams(await store(), readParams(known, searchParams, ['shape', 'show']));
    const metric = inWordsOf(known, asked);
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
    const png = await pictureOf(svg);
    if (!png)
      return new Response('Too many pictures are being painted. Please ask again in a few seconds.\n', {
        status: 503,
        headers: { 'retry-after': '5', 'cache-control': 'no-store' },
      });
    return new Response(new Uint8Array(png), { headers: { ...headers, 'content-type': 'image/png' } });
  } catch (error) {
    if (error instanceof Unexpected) return new Response(`${error.message}\n`, { status: 400 });
    throw error;
  }
}
