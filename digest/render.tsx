import { Body, Container, Head, Heading, Html, Img, Link, Section, Text } from '@react-email/components';
import { render as toHtml } from '@react-email/render';
import { type Block, blockKey, blocks, type Links, type Part, plainText } from './blocks.ts';
import { chartPng } from './chart.ts';
import type { Digest } from './compose.ts';

/** A letter ready to be handed over: HTML and text of one content, and the pictures the HTML refers to. */
export interface Rendered {
  subject: string;
  html: string;
  text: string;
  pictures: { cid: string; content: Buffer; filename: string }[];
}

const paper = '#fbf9f4';
const ink = '#1d1b17';
// Outlook for Windows knows neither media queries nor variables: the light colours stand inline, the dark ones override.
const dark = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .paper { background-color: #16181b !important; }
    .ink { color: #ece8df !important; }
    .link { color: #8fc1f0 !important; }
    .rule { border-color: #4a4d52 !important; }
  }
  [data-ogsc] .ink { color: #ece8df !important; }
  [data-ogsc] .link { color: #8fc1f0 !important; }
  @media (max-width: 480px) { .sheet { padding: 12px 16px !important; } }`;

const serif = "Georgia, 'Times New Roman', serif";
const sans = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const cidOf = (at: number) => `chart-${at}@rapporteur`;

/** Draws a composed letter. Pure: the same digest and links give the same bytes. Nothing in it is loaded from afar. */
export async function render(digest: Digest, links: Links): Promise<Rendered> {
  const list = blocks(digest, links);
  const charts = list.flatMap((block) => (block.type === 'item' && block.chart ? [block] : []));
  const cids = new Map(charts.map((block, at) => [block.key, cidOf(at)]));
  return {
    subject: digest.subject,
    html: await toHtml(<Letter list={list} subject={digest.subject} cids={cids} />),
    text: plainText(list),
    pictures: charts.flatMap((block, at) =>
      block.chart ? [{ cid: cidOf(at), filename: `chart-${at}.png`, content: chartPng(block.chart) }] : [],
    ),
  };
}

function Letter({ list, subject, cids }: { list: Block[]; subject: string; cids: Map<string, string> }) {
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Body className="paper" style={{ backgroundColor: paper, margin: 0, padding: 0 }}>
        <Container
          className="sheet paper"
          style={{ maxWidth: '600px', padding: '24px', backgroundColor: paper }}
        >
          {list.map((block) => (
            <Piece key={blockKey(block)} block={block} cids={cids} />
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function Piece({ block, cids }: { block: Block; cids: Map<string, string> }) {
  if (block.type === 'title') {
    return (
      <Heading
        as="h1"
        className="ink"
        style={{ font: `bold 22px/1.3 ${serif}`, color: ink, margin: '0 0 8px' }}
      >
        {block.text}
      </Heading>
    );
  }
  if (block.type === 'heading') {
    return (
      <Heading
        as="h2"
        className="ink rule"
        style={{
          font: `bold 17px/1.3 ${serif}`,
          color: ink,
          margin: '24px 0 6px',
          paddingTop: '10px',
          borderTop: '1px solid #cfc9bb',
        }}
      >
        {block.text}
      </Heading>
    );
  }
  const text = (
    <Text className="ink" style={{ font: `16px/1.5 ${serif}`, color: ink, margin: '0 0 12px' }}>
      <Parts parts={block.parts} />
    </Text>
  );
  if (block.type === 'paragraph' || !block.chart) return text;
  return (
    <Section>
      {text}
      <Img
        src={`cid:${cids.get(block.key)}`}
        alt={block.chart.alt}
        width="480"
        height="96"
        style={{ width: '100%', maxWidth: '480px', height: 'auto', margin: '0 0 4px' }}
      />
      <Text className="ink" style={{ font: `13px/1.4 ${sans}`, color: ink, margin: '0 0 12px' }}>
        Chart: {block.chart.alt}
      </Text>
    </Section>
  );
}

function Parts({ parts }: { parts: Part[] }) {
  return parts.map((part) =>
    typeof part === 'string' ? (
      part
    ) : (
      <Link
        key={part.href}
        href={part.href}
        className="link"
        style={{ color: '#1f4e79', textDecoration: 'underline' }}
      >
        {part.text}
      </Link>
    ),
  );
}
