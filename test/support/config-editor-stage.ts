import type { Session, SessionOptions } from '../../src/session/session.js';
import { example, ownNamespace, storedSession } from './config-editor-fixtures.js';
import { EditorPage } from './config-editor-page.js';

/** An editor with a storage of its own, set up before each test and cleared away after it. */
export class EditorStage {
  /** Prefix of everything that this test stores. */
  namespace = '';
  #session: Session | undefined;
  #page: EditorPage | undefined;
  readonly #pages: EditorPage[] = [];
  readonly #sessions: Session[] = [];

  constructor() {
    beforeEach(() => this.#begin());
    afterEach(() => this.#end());
  }

  /** The session of the editor. */
  get session(): Session {
    if (this.#session === undefined) throw new Error('There is a session only while a test runs.');
    return this.#session;
  }

  /** The editor that was opened last. */
  get page(): EditorPage {
    if (this.#page === undefined) throw new Error('No editor was opened.');
    return this.#page;
  }

  /** Takes a session with other options in place of the first one. */
  restart(options: SessionOptions): void {
    this.session.dispose();
    this.#session = this.openSession(this.namespace, options);
  }

  /** A further session, as another tab has; on the same storage unless another is named. */
  openSession(namespace = this.namespace, options: SessionOptions = {}): Session {
    const session = storedSession(namespace, options);
    this.#sessions.push(session);
    return session;
  }

  /** Opens an editor in the session of this test, or in another one. */
  async open(attributes: Readonly<Record<string, string>> = {}, session = this.session): Promise<EditorPage> {
    this.#page = await EditorPage.open(session, attributes);
    this.#pages.push(this.#page);
    return this.#page;
  }

  /** Opens an editor where the example is stored and the default. */
  async openWithExample(attributes: Readonly<Record<string, string>> = {}): Promise<EditorPage> {
    await this.session.configurations.saveConfiguration({ ...example(), isDefault: true });
    return this.open(attributes);
  }

  /** Opens an editor where two configurations are stored; the first one is the default. */
  async openWithTwo(attributes: Readonly<Record<string, string>> = {}): Promise<EditorPage> {
    const [first, second] = [example('First'), example('Second')];
    await this.session.configurations.saveConfigurations([
      { ...first, id: 'first', isDefault: true },
      { ...second, id: 'second' },
    ]);
    return this.open(attributes);
  }

  #begin(): void {
    this.namespace = ownNamespace();
    this.#session = this.openSession();
  }

  #end(): void {
    for (const page of this.#pages.splice(0)) page.close();
    for (const session of this.#sessions.splice(0)) session.dispose();
    for (const key of Object.keys(localStorage)) if (key.startsWith(this.namespace)) localStorage.removeItem(key);
  }
}
