/** For the import checker only: `#app/x.js` is `src/x.ts`, whether or not dist/ has been built. */
const path = require('node:path');

module.exports = {
  resolve: {
    alias: { '#app': path.resolve(__dirname, '../src') },
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
    extensions: ['.ts', '.tsx', '.js'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
    exportsFields: ['exports'],
  },
};
