import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { version } from '#lib/version.ts';
// In this order: what is particular comes after what is general, print last.
import './globals.css';
import './_ui/masthead.css';
import './_ui/tables.css';
import './_charts/figure.css';
import './_charts/lineage.css';
import './_charts/tenures.css';
import './print.css';

export const metadata: Metadata = {
  title: { default: 'Rapporteur: who shapes Internet standards', template: '%s · Rapporteur' },
  description:
    'Who contributes to Internet standards at the IETF and the ITU, who holds the posts, what is proposed and what becomes of it, with the evidence one click away.',
  alternates: { types: { 'application/atom+xml': '/feed.atom' } },
};
// A page made once and for all would hold scripts without the nonce of the answer it is sent with (worker/content-policy.js).
export const dynamic = 'force-dynamic';
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

const rooms: readonly [string, string][] = [
  ['/ietf', 'IETF'],
  ['/itu', 'ITU'],
  ['/leadership', 'Leadership'],
  ['/proposals', 'Proposals'],
  ['/countries', 'Countries'],
  ['/organisations', 'Organisations'],
  ['/measures', 'Measures'],
  ['/changes', 'Changes'],
  ['/method', 'Method'],
  ['/sources', 'Sources'],
];

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <a className="skip" href="#main">
          To the content
        </a>
        <header className="masthead">
          <div className="page">
            <a className="wordmark" href="/">
              Rapporteur
            </a>
            <nav aria-label="Rooms">
              <ul>
                {rooms.map(([href, words]) => (
                  <li key={href}>
                    <a href={href}>{words}</a>
                  </li>
                ))}
              </ul>
            </nav>
            <search>
              <form action="/search">
                <label>
                  <span className="away">
                    Search documents, organisations, countries, groups and proposals
                  </span>
                  <input type="search" name="q" placeholder="Search" size={14} />
                </label>
              </form>
            </search>
          </div>
        </header>
        <main className="page" id="main">
          {children}
        </main>
        <footer className="page">
          <p>
            Rapporteur {version} reads what the IETF and the ITU publish and counts it in the open. It takes
            no side. The two bodies are never added together: at the IETF people speak for themselves, at the
            ITU members do.
          </p>
          <p>
            <a href="/method">How we count</a> · <a href="/sources">Where it comes from</a> ·{' '}
            <a href="/openapi.json">API</a> · <a href="/feed.atom">Feed</a> ·{' '}
            <a href="/subscribe">Monday letter</a> · <a href="/calendar">Calendar</a> ·{' '}
            <a href="/groups">Groups</a> · <a href="/meetings">Meetings</a> ·{' '}
            <a href="/liaisons">Liaison statements</a> · <a href="/infrastructure">Root servers</a>
          </p>
        </footer>
      </body>
    </html>
  );
}
