import { notFound } from 'next/navigation';
import NotFound from '../not-found.tsx';
import { answerWith } from './answer-with.ts';

/**
 * What names nothing, in words and with the status 404. The framework's own notFound() sends a page without a word, which
 * only scripts fill.
 */
export function Missing() {
  if (!answerWith(404)) notFound();
  return (
    <>
      <meta name="robots" content="noindex" />
      <NotFound />
    </>
  );
}
