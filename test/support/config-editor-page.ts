import { waitUntil } from '@open-wc/testing';
import type { AurigraphConfigEditor } from '../../src/elements/config-editor/config-editor.js';
import '../../src/elements/config-editor/define.js';
import type { Session } from '../../src/session/session.js';
import { mount, unmount, type SessionHost } from './session-host.js';

/** The editor as a person uses it: what is written on it, and what can be touched. */
export class EditorPage {
  private constructor(
    readonly element: AurigraphConfigEditor,
    readonly session: Session,
  ) {}

  /** Puts an editor on the page and waits until it shows something. */
  static async open(session: Session, attributes: Readonly<Record<string, string>> = {}): Promise<EditorPage> {
    const page = new EditorPage(await mount('aurigraph-config-editor', session, attributes), session);
    await waitUntil(() => !page.element.matches(':state(loading)'), 'the editor should have read what is stored');
    return page;
  }

  /** Removes it. The session goes on. */
  close(): void {
    unmount(this.element);
  }

  /** What stands around it on the page and gives it its session. */
  get host(): SessionHost {
    const host = this.element.closest<SessionHost>('test-session-host');
    if (host === null) throw new Error('The editor is not on the page.');
    return host;
  }

  /** Everything that is written on it. */
  get text(): string {
    return (this.root.textContent ?? '').replaceAll(/\s+/g, ' ');
  }

  get badge(): string {
    return this.find('[part=badge]').textContent?.trim() ?? '';
  }

  /** What the entries of the list say. */
  get entries(): string[] {
    return this.all('[role=option]').map((option) => (option.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
  }

  /** The element that has the focus. */
  get focused(): Element | null {
    return this.root.activeElement;
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (shadowRoot === null) throw new Error('The editor is not rendered.');
    return shadowRoot;
  }

  find<Found extends HTMLElement>(selector: string): Found {
    const found = this.root.querySelector<Found>(selector);
    if (found === null) throw new Error(`There is no ${selector}. The editor says: ${this.text}`);
    return found;
  }

  all(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  /** The control with a label. */
  field<Control extends HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(label: string): Control {
    const found = this.all('label').find((other) => other.textContent?.trim() === label);
    if (found === undefined) throw new Error(`There is no field ${label}. The editor says: ${this.text}`);
    return this.find<Control>(`#${CSS.escape(found.getAttribute('for') ?? '')}`);
  }

  /** The help or the message under a field. */
  note(label: string): string {
    return (
      this.find(`#${CSS.escape(`${this.field(label).id}-note`)}`)
        .textContent?.replaceAll(/\s+/g, ' ')
        .trim() ?? ''
    );
  }

  /** Clicks on the button with a text or a label. */
  async click(name: string): Promise<void> {
    const button = this.all('button').find((other) =>
      [other.textContent?.trim(), other.getAttribute('aria-label')].includes(name),
    );
    if (button === undefined) throw new Error(`There is no button ${name}. The editor says: ${this.text}`);
    button.click();
    await this.element.updateComplete;
  }

  /** Clicks on the entry of the list with a name. */
  async look(name: string): Promise<void> {
    const option = this.all('[role=option]').find((other) => other.querySelector('.name')?.textContent === name);
    if (option === undefined) throw new Error(`There is no ${name} in the list.`);
    option.click();
    await this.element.updateComplete;
  }

  /** Enters a text in a field, without leaving it. */
  async enter(label: string, text: string): Promise<void> {
    const field = this.field<HTMLInputElement>(label);
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }

  /** Chooses an option. */
  async choose(label: string, value: string): Promise<void> {
    const select = this.field<HTMLSelectElement>(label);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await this.element.updateComplete;
  }

  /** Waits until the editor says something. */
  async says(text: string): Promise<void> {
    await waitUntil(() => this.text.includes(text), `the editor should say “${text}”; it says: ${this.text}`);
  }

  /** Saves, and waits until it is saved. */
  async save(): Promise<void> {
    await this.click('Save');
    await waitUntil(() => this.badge === 'saved', `it should be saved; it says: ${this.text}`);
  }
}
