import { Body, Container, Head, Heading, Html, Img, Link, Text } from '@react-email/components';
import { render as toHtml } from '@react-email/render';
import type { CSSProperties } from 'react';
import { type Block, blockKey, blocks, type ItemBlock, type Links, type Link as To } from './blocks.ts';
import { chartPng } from './chart.ts';
import type { Digest } from './digest.ts';
import { plainText } from './plain-text.ts';

/** A letter ready to be handed over: HTML and text of one content, and the pictures the HTML refers to. */
export interface Rendered {
  subject: string;
  html: string;
  text: string;
  pictures: { cid: string; content: Buffer; filename: string }[];
}

const paper = '#fbf9f4';
const ink = '#1d1b17';
const quiet = '#5f5b52';
const hairline = '#d8d2c4';
const blue = '#1f4e79';
// Outlook for Windows knows neither media queries nor variables: the light colours stand inline, the dark ones override.
const dark = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .paper { background-color: #16181b !important; }
    .ink { color: #ece8df !important; }
    .quiet { color: #b3aea3 !important; }
    .link { color: #8fc1f0 !important; }
    .rule { border-color: #43474d !important; }
    .head { border-color: #ece8df !important; }
  }
  [data-ogsc] .ink { color: #ece8df !important; }
  [data-ogsc] .quiet { color: #b3aea3 !important; }
  [data-ogsc] .link { color: #8fc1f0 !important; }
  @media (max-width: 480px) {
    .sheet { padding: 20px 18px 28px !important; }
    .week { display: block !important; text-align: left !important; padding: 2px 0 0 !important; }
    .name { display: block !important; }
  }`;

const serif = "Georgia, 'Times New Roman', serif";
const sans = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const small: CSSProperties = { font: `13px/1.5 ${sans}`, color: quiet, margin: 0 };

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

/** The HTML of a letter as one file, its pictures within it: as a part of a mail they stand beside it. */
export const standalone = ({ html, pictures }: Pick<Rendered, 'html' | 'pictures'>): string =>
  pictures.reduce(
    (page, { cid, content }) =>
      page.replaceAll(`cid:${cid}`, `data:image/png;base64,${content.toString('base64')}`),
    html,
  );

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
          style={{ maxWidth: '600px', padding: '32px 32px 40px', backgroundColor: paper }}
        >
          {list.map((block, at) => (
            <Piece key={blockKey(block)} block={block} cids={cids} isFirst={at === 1} />
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function Piece({ block, cids, isFirst }: { block: Block; cids: Map<string, string>; isFirst: boolean }) {
  switch (block.type) {
    case 'title':
      return <Masthead name={block.text} week={block.week} />;
    case 'heading':
      return (
        <Heading
          as="h2"
          className="ink rule"
          style={{
            font: `bold 13px/1.4 ${sans}`,
            color: ink,
            ...(isFirst
              ? { margin: '12px 0 2px' }
              : { margin: '26px 0 12px', padding: '9px 0 0', borderTop: `1px solid ${hairline}` }),
          }}
        >
          {block.text}
        </Heading>
      );
    case 'paragraph':
      return (
        <Text className="quiet" style={{ font: `14px/1.5 ${sans}`, color: quiet, margin: '0 0 10px' }}>
          {block.parts.map((part) =>
            typeof part === 'string' ? part : <Anchor key={part.href} link={part} />,
          )}
        </Text>
      );
    case 'links':
      return <LinkRow links={block.links} />;
    case 'item':
      return <Item item={block} cid={cids.get(block.key)} />;
  }
}

function Masthead({ name, week }: { name: string; week: string }) {
  return (
    <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" border={0}>
      <tbody>
        <tr>
          <td
            className="head name"
            style={{ borderBottom: `2px solid ${ink}`, padding: '0 0 8px', verticalAlign: 'bottom' }}
          >
            <Heading
              as="h1"
              className="ink"
              style={{ font: `bold 30px/1.1 ${serif}`, color: ink, margin: 0 }}
            >
              {name}
            </Heading>
          </td>
          <td
            className="head"
            align="right"
            style={{ borderBottom: `2px solid ${ink}`, padding: '0 0 8px', verticalAlign: 'bottom' }}
          >
            <Text className="quiet" style={small}>
              {week}
            </Text>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Item({ item, cid }: { item: ItemBlock; cid: string | undefined }) {
  return (
    <>
      <Text
        className="ink"
        style={{ font: `17px/1.5 ${serif}`, color: ink, margin: '0 0 3px', wordBreak: 'break-word' }}
      >
        <strong>{item.lead}</strong>
        {item.rest}
      </Text>
      {item.among.length ? (
        <table role="presentation" cellPadding="0" cellSpacing="0" border={0} style={{ margin: '0 0 5px' }}>
          <tbody>
            {item.among.map((one) => (
              <tr key={one}>
                <td
                  className="quiet"
                  width="18"
                  valign="top"
                  style={{ font: `15px/1.5 ${serif}`, color: quiet }}
                >
                  –
                </td>
                <td
                  className="ink"
                  style={{
                    font: `15px/1.45 ${serif}`,
                    color: ink,
                    padding: '0 0 4px',
                    wordBreak: 'break-word',
                  }}
                >
                  {one}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {item.chart ? (
        <>
          <Img
            src={`cid:${cid}`}
            alt={item.chart.alt}
            width="520"
            height="84"
            style={{ width: '100%', maxWidth: '520px', height: 'auto', margin: '6px 0 2px' }}
          />
          <Text className="quiet" style={small}>
            Chart: {item.chart.alt}
          </Text>
        </>
      ) : null}
      {item.note ? (
        <Text className="quiet" style={small}>
          {item.note}
        </Text>
      ) : null}
      {item.why ? (
        <Text className="quiet" style={small}>
          {item.why}
        </Text>
      ) : null}
      <LinkRow links={item.links} />
    </>
  );
}

function LinkRow({ links }: { links: To[] }) {
  return (
    <Text className="quiet" style={{ ...small, margin: '0 0 16px' }}>
      {links.map((link, at) => (
        <span key={link.href}>
          {at ? ' · ' : ''}
          <Anchor link={link} />
        </span>
      ))}
    </Text>
  );
}

const Anchor = ({ link }: { link: To }) => (
  <Link href={link.href} className="link" style={{ color: blue, textDecoration: 'underline' }}>
    {link.text}
  </Link>
);
