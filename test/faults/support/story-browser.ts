/** The browser of all stories, on one profile that outlives it: a story may kill it and have it started again. */
import { newProfile, removeProfile, type Chapter, type FaultBrowser } from './engine.js';

export class StoryBrowser {
  readonly #profile = newProfile();
  #current: FaultBrowser | undefined;

  private constructor(private readonly chapter: Chapter) {}

  static async start(chapter: Chapter): Promise<StoryBrowser> {
    const browser = new StoryBrowser(chapter);
    await browser.#start();
    return browser;
  }

  /** The one that runs now. */
  get current(): FaultBrowser {
    if (this.#current === undefined) throw new Error('The browser was not started yet.');
    return this.#current;
  }

  /** Kills it with all its processes, and starts it again. Gives the process id of the killed one. */
  async crash(): Promise<number> {
    const { pid } = this.current;
    await this.current.kill();
    await this.#start();
    return pid;
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.#current?.close();
    removeProfile(this.#profile);
  }

  async #start(): Promise<void> {
    this.#current = await this.chapter.start({ profile: this.#profile });
  }
}
