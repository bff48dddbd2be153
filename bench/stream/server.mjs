/**
 * A simulator in a process of its own for the benchmark of the stream. Forked with the address of the compiled simulator
 * and, as JSON, the options of startSimulator and `times`: how often a second every node is told. Sends `{ wsUrl }` when
 * it listens, and ends with its parent.
 */
const [, , module, text] = process.argv;
const { times, ...options } = JSON.parse(text);
const { startSimulator } = await import(module);

/** A clock on which more time passes, so that what comes once a second comes more often; messages bear the true time. */
const clock = {
  now: () => Date.now(),
  elapsed: () => performance.now() * times,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs / times);
    return () => clearTimeout(timer);
  },
};

const { wsUrl } = await startSimulator({ port: 0, host: '127.0.0.1', clock, ...options });

process.on('disconnect', () => process.exit());
process.send({ wsUrl });
