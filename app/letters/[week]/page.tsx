import type { Metadata } from 'next';
import { type Block, letterPage } from '#digest/follow.ts';
import { Missing } from '../../_ui/missing.tsx';
import { store } from '../../store.ts';

type Given = { params: Promise<{ week: string }> };

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  return { title: `Letter of ${(await params).week}` };
}

export default async function Letter({ params }: Given) {
  const letter = await letterPage(await store(), (await params).week);
  if (!letter) return <Missing />;
  return (
    <article>
      {letter.blocks.map((block) => (
        <Piece key={JSON.stringify(block)} block={block} />
      ))}
    </article>
  );
}

function Piece({ block }: { block: Block }) {
  switch (block.type) {
    case 'title':
      return <h1>{block.week}</h1>;
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'paragraph':
      return (
        <p>
          {block.parts.map((part) =>
            typeof part === 'string' ? (
              part
            ) : (
              <a key={part.href} href={part.href}>
                {part.text}
              </a>
            ),
          )}
        </p>
      );
    case 'links':
      return <Links links={block.links} />;
    case 'item':
      return (
        <>
          <p>
            <strong>{block.lead}</strong>
            {block.rest}
          </p>
          {block.among.length ? (
            <ul>
              {block.among.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          ) : null}
          {block.chart ? <p className="note">{block.chart.alt}</p> : null}
          {block.note ? <p className="note">{block.note}</p> : null}
          <Links links={block.links} />
        </>
      );
  }
}

function Links({ links }: { links: { text: string; href: string }[] }) {
  return (
    <p className="note">
      {links.map(({ text, href }, at) => (
        <span key={href}>
          {at ? ' · ' : ''}
          <a href={href}>{text}</a>
        </span>
      ))}
    </p>
  );
}
