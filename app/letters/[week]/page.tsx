import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type Block, letterPage } from '#digest/follow.ts';
import { store } from '../../store.ts';

type Given = { params: Promise<{ week: string }> };

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  return { title: `Letter of ${(await params).week}` };
}

export default async function Letter({ params }: Given) {
  const letter = await letterPage(await store(), (await params).week);
  if (!letter) notFound();
  return (
    <article>
      {letter.blocks.map((block) => (
        <Piece key={JSON.stringify(block)} block={block} />
      ))}
    </article>
  );
}

function Piece({ block }: { block: Block }) {
  if (block.type === 'title') return <h1>{block.text}</h1>;
  if (block.type === 'heading') return <h2>{block.text}</h2>;
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
      {block.type === 'item' && block.chart ? (
        <>
          <br />
          <small>{block.chart.alt}</small>
        </>
      ) : null}
    </p>
  );
}
