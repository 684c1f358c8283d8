/**
 * The import matrix of docs/ARCHITECTURE.md. A room sees another only through its index.ts; the
 * floor (base) is imported by file. Whatever is not allowed here is refused.
 */
const ROOMS = {
  conversations: [],
  accounts: [],
  nlu: [],
  intake: ['conversations'],
  tickets: ['accounts'],
  channels: ['conversations', 'intake'],
  reply: ['accounts', 'conversations', 'channels', 'nlu'],
  policy: ['conversations', 'intake', 'nlu', 'reply', 'tickets'],
  seats: ['accounts', 'channels', 'conversations', 'policy', 'reply', 'tickets'],
  workbench: ['accounts', 'conversations', 'nlu', 'policy', 'reply', 'tickets'],
};
const names = Object.keys(ROOMS).join('|');

const roomRules = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room} may import base${allowed.length ? ` and ${allowed.join(', ')}` : ' only'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(?!base/|${[room, ...allowed].join('/|')}/)` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rooms-by-their-face',
      comment: 'another room is entered through its index.ts',
      severity: 'error',
      from: { path: `^src/(${names})/` },
      to: { path: `^src/(${names})/(?!index\\.ts$)`, pathNot: '^src/$1/' },
    },
    {
      name: 'face-for-those-above',
      comment: 'the command line and the contents page use faces too',
      severity: 'error',
      from: { path: '^src/(cli|main|app\\.module|open-database|exit-with)' },
      to: { path: `^src/(${names})/(?!index\\.ts$)` },
    },
    { name: 'base-below-all', severity: 'error', from: { path: '^src/base/' }, to: { path: '^src/(?!base/)' } },
    {
      name: 'model-is-pure',
      severity: 'error',
      from: { path: '^src/base/model/' },
      to: { pathNot: '^src/base/model/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ knows the vocabulary, its own files, and libraries that only compute',
      severity: 'error',
      from: { path: '^src/([^/]+)/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/base/model/', '^src/$1/domain/', '^node_modules/(re2js)/'] },
    },
    ...roomRules,
    {
      name: 'web-apart',
      comment: 'pages import nothing of the server but pure modules made for both sides',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '^src/(reply/domain/guard|base/model)/' },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/|\\.spec\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/' },
    tsConfig: { fileName: 'tsconfig.test.json' },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: 'scripts/resolve-app.cjs' },
  },
};
