import fc from 'fast-check';

/**
 * What is generated is the same in every run, so that a failure is due to what was changed. Set `AURIGRAPH_SEED` to
 * `random` to look further, or to a number that a failure named to see it again.
 */
const seed = process.env.AURIGRAPH_SEED ?? '20261126';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
