import { describe, expect, it } from 'vitest';
import { runSideBySide, type ScheduledStep } from '../../../scripts/schedule.mjs';

/** Steps that run until the test ends them. */
class Work {
  readonly begun: string[] = [];
  readonly told: string[] = [];
  readonly done: Promise<void>;
  readonly #ends = new Map<string, () => void>();

  constructor(steps: readonly ScheduledStep[], cores = 2) {
    this.done = runSideBySide(steps, {
      cores,
      run: ({ name }) => {
        this.begun.push(name);
        return new Promise<string>((resolve) => this.#ends.set(name, () => resolve(`${name} ended`)));
      },
      tell: (_step, outcome) => void this.told.push(outcome),
    });
  }

  /** Ends a step, and waits until what follows from that has happened. */
  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the steps of npm test', () => {
  it('run side by side while there are cores for them', async () => {
    const work = new Work([
      { name: 'lint', cores: 1 },
      { name: 'types', cores: 1 },
      { name: 'format', cores: 1 },
    ]);
    expect(work.begun).toEqual(['lint', 'types']);
    await work.end('types');
    expect(work.begun).toEqual(['lint', 'types', 'format']);
  });

  it('run three at once where they mostly wait', () => {
    const work = new Work([0.6, 0.7, 0.7].map((cores, index) => ({ name: `${index}`, cores })));
    expect(work.begun).toEqual(['0', '1', '2']);
  });

  it('run alone where they do not say how many cores they take', async () => {
    const work = new Work([{ name: 'lint', cores: 1 }, { name: 'unit' }, { name: 'types', cores: 1 }]);
    expect(work.begun).toEqual(['lint']);
    await work.end('lint');
    expect(work.begun).toEqual(['lint', 'unit']);
    await work.end('unit');
    expect(work.begun).toEqual(['lint', 'unit', 'types']);
  });

  it('begin in their order: a small one does not overtake a large one', async () => {
    const work = new Work([{ name: 'lint', cores: 1 }, { name: 'unit' }, { name: 'arrows', cores: 0.1 }]);
    await work.end('nothing');
    expect(work.begun).toEqual(['lint']);
  });

  it('wait for what they need', async () => {
    const work = new Work([
      { name: 'build', cores: 1 },
      { name: 'size', cores: 1, needs: ['build'] },
    ]);
    expect(work.begun).toEqual(['build']);
    await work.end('build');
    expect(work.begun).toEqual(['build', 'size']);
  });

  it('are told of in their order, whichever ends first', async () => {
    const work = new Work([
      { name: 'lint', cores: 1 },
      { name: 'types', cores: 1 },
    ]);
    await work.end('types');
    expect(work.told).toEqual([]);
    await work.end('lint');
    await work.done;
    expect(work.told).toEqual(['lint ended', 'types ended']);
  });

  it('run although they ask for more cores than there are', () => {
    expect(new Work([{ name: 'unit', cores: 4 }]).begun).toEqual(['unit']);
  });

  it('fail as a whole where one cannot be run', async () => {
    const steps = [{ name: 'lint' }, { name: 'types' }];
    const run = ({ name }: ScheduledStep): Promise<string> =>
      name === 'types' ? Promise.reject(new Error('no such program')) : Promise.resolve(name);
    await expect(runSideBySide(steps, { cores: 2, run, tell: () => undefined })).rejects.toThrow('no such program');
  });
});
