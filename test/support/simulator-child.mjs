/**
 * A simulator in a process of its own, for tests that kill it. Forked with the address of the compiled simulator and
 * startSimulator's options as JSON; sends `{ url, port }` when it listens, and ends with its parent.
 */
const [, , module, options] = process.argv;
const { startSimulator } = await import(module);
const { url, port } = await startSimulator(JSON.parse(options));

process.on('disconnect', () => process.exit());
process.send({ url, port });
