/**
 * `npm run bench`: every benchmark, one after the other; `npm run bench -- storage` runs only those named. Options such as
 * `--minutes=10` are for the benchmarks, which say what they know.
 */
const benches = {
  grid: './grid-frames.mjs',
  'grid-engine': './grid-engine.mjs',
  storage: './storage.mjs',
  decode: './decode.mjs',
  stream: './stream.mjs',
  start: './start.mjs',
  charts: './charts.mjs',
  grids: './grids.mjs',
};
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
for (const name of names.length > 0 ? names : Object.keys(benches)) await import(benches[name]);
