import type { Settings } from '#lib/env.ts';
import type { Rendered } from './render.tsx';
import { openCarrier, sendMail } from './send.ts';

/** The mail that asks to confirm. The same whether the address is new, known or long subscribed. */
export function confirmationMail(site: string, token: string, follows: readonly string[]): Rendered {
  const url = `${site}/confirm?token=${token}`;
  const paragraphs = [
    'Somebody, most likely you, asked for the Monday letter of Rapporteur at this address.',
    `It would follow: ${follows.join('; ')}.`,
    `To have it, open this page within three days and press the button there: ${url}`,
    'If it was not you, do nothing: you will get no letter, and this address is forgotten within a week.',
  ];
  const asHtml = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const html = paragraphs
    .map((text) => `<p>${asHtml(text).replaceAll(url, `<a href="${url}">${url}</a>`)}</p>`)
    .join('\n');
  return {
    subject: 'Confirm your Monday letter from Rapporteur',
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${html}</body></html>`,
    pictures: [],
  };
}

/** Sends one mail at once. What goes wrong is said without the address. */
export async function sendNotice(settings: Settings, to: string, id: string, mail: Rendered): Promise<void> {
  const carrier = await openCarrier(settings.mail, settings.dataDir);
  try {
    const handed = await sendMail(carrier, { ...mail, id, to, unsubscribe: null });
    if (handed.state !== 'sent')
      process.stderr.write(
        `A confirmation could not be sent: ${handed.state}, reply ${handed.reply ?? 'none'}\n`,
      );
  } finally {
    carrier.close();
  }
}
