import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Look into your mail' };

export default function Asked() {
  return (
    <>
      <h1>Look into your mail</h1>
      <p>
        If mail can reach that address, a message with a link is on its way. The letter begins once you have
        opened the link and confirmed. It holds for three days; at most three are sent to one address a day.
      </p>
    </>
  );
}
