import { lineEnd, open, plain } from './html.ts';

/** A group that stands under another: WP1/13, FG-MV, RG-SC. */
export interface PrintedGroup {
  id: string;
  name: string;
}

const line = /^(WP\s?\d\w?\/(?:\d+|TSAG)|(?:FG|RG|JCA|AHG|CG)-[\w&.-]*\w|SG\d+RG-\w+)\s*[-–:]?\s+(\S.*)$/;

/**
 * The groups that sgstructure.aspx names under a group, each by its code and title on a line of its own. Of the page
 * only its text is known, so words of other kinds are passed over.
 */
export function parseStructure(html: string, url: string): PrintedGroup[] {
  const page = open(html, url, /</);
  page('script, style').remove();
  page('br').replaceWith(lineEnd);
  page('div, p, li, tr, h1, h2, h3').append(lineEnd);
  const lines = page('body').text().split(lineEnd).map(plain);
  return lines.flatMap((text) => {
    const found = line.exec(text);
    return found?.[1] && found[2] ? [{ id: found[1].replace(/\s/g, ''), name: found[2] }] : [];
  });
}
