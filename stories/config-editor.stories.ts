import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { expect, fireEvent, userEvent, waitFor } from 'storybook/test';
import type { Configuration } from '../src/domain/configuration.js';
import type { AurigraphConfigEditor } from '../src/elements/config-editor/config-editor.js';
import '../src/elements/config-editor/define.js';
import type { Session, SessionOptions } from '../src/session/session.js';
import { quotaExceeded } from '../src/storage/failures.js';
import { channels, example, TroubledRecords } from '../test/support/config-editor-fixtures.js';
import { memorySession } from '../test/support/session-host.js';

const meta: Meta = {
  title: 'Elements/Configuration editor',
  component: 'aurigraph-config-editor',
};
export default meta;

type Story = StoryObj;

interface Scene {
  readonly stored?: readonly Configuration[];
  readonly options?: SessionOptions;
  readonly session?: Session;
  readonly configId?: string;
  readonly readonly?: boolean;
  readonly theme?: string;
}

/** A session of its own, connected to nothing. */
function openSession(options: SessionOptions = {}): Session {
  return memorySession({ mode: 'live', autoConnect: false, ...options });
}

/** An editor that begins with what is stored. */
function scene({
  stored = [{ ...example(), isDefault: true }],
  options,
  configId,
  readonly = false,
  theme,
  session = openSession(options),
}: Scene = {}): TemplateResult {
  void session.configurations.saveConfigurations(stored).catch(() => undefined);
  return html`<test-session-host .session=${session}>
    <aurigraph-config-editor
      config-id=${configId ?? nothing}
      ?readonly=${readonly}
      theme=${theme ?? nothing}
    ></aurigraph-config-editor>
  </test-session-host>`;
}

function editor(canvas: HTMLElement): AurigraphConfigEditor {
  const found = canvas.querySelector('aurigraph-config-editor');
  if (found === null) throw new Error('The story shows no editor.');
  return found;
}

function find<Found extends HTMLElement>(canvas: HTMLElement, selector: string): Promise<Found> {
  return waitFor(() => {
    const found = editor(canvas).shadowRoot?.querySelector<Found>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  });
}

async function says(canvas: HTMLElement, text: string): Promise<void> {
  await waitFor(() => expect(editor(canvas).shadowRoot?.textContent?.replaceAll(/\s+/g, ' ')).toContain(text));
}

/** Clicks on the entry of the list in a place; 0 is the configuration itself. */
async function look(canvas: HTMLElement, place: number): Promise<void> {
  await find(canvas, '[role=option][id^=part-node]');
  await userEvent.click(
    await find(canvas, place === 0 ? '#part-general' : `[role=group] [role=option]:nth-of-type(${place + 1})`),
  );
}

async function enter(canvas: HTMLElement, id: string, text: string): Promise<void> {
  const field = await find<HTMLInputElement>(canvas, `#${CSS.escape(id)}`);
  field.focus();
  await fireEvent.input(field, { target: { value: text } });
}

export const Open: Story = {
  render: () => scene(),
  play: ({ canvasElement }) => says(canvasElement, 'No problems'),
};

export const ChannelNode: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await look(canvasElement, 1);
    await says(canvasElement, '10 to 500, usually 50.');
  },
};

export const SlimNode: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await look(canvasElement, 6);
    await userEvent.selectOptions(await find(canvasElement, '#node-config\\.feedType'), 'weather');
    const locations = await find<HTMLInputElement>(canvasElement, '#node-config\\.weather\\.locations');
    await expect(locations.value).toBe('New York, London');
  },
};

export const Problem: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await look(canvasElement, 1);
    await enter(canvasElement, 'node-config.maxConnections', '612');
    await says(canvasElement, 'Connections must be between 10 and 500. You entered 612.');
    await userEvent.click(await find(canvasElement, '[part=save]'));
    await says(canvasElement, 'Correct 1 problem, then save.');
  },
};

export const Production: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await userEvent.selectOptions(await find(canvasElement, '#general-performanceMode'), 'production');
    await says(canvasElement, 'Production aims at 2,000,000 TPS.');
  },
};

export const Empty: Story = {
  render: () => scene({ stored: [] }),
  play: async ({ canvasElement }) => {
    await says(canvasElement, 'No configuration is stored yet.');
  },
};

export const CreateAndSave: Story = {
  render: () => scene({ stored: [] }),
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '[part=create]'));
    await enter(canvasElement, 'general-name', 'Edge network');
    await userEvent.click(await find(canvasElement, '[part=add][data-type=validator]'));
    await says(canvasElement, 'Validator 1 was added.');
    await userEvent.click(await find(canvasElement, '[part=save]'));
    await says(canvasElement, 'Saved at');
    await expect(editor(canvasElement).dirty).toBe(false);
  },
};

export const UnknownId: Story = {
  render: () => scene({ configId: 'unknown' }),
  play: ({ canvasElement }) => says(canvasElement, 'There is no configuration with the id “unknown”.'),
};

export const ReadOnly: Story = {
  render: () => scene({ readonly: true }),
  play: async ({ canvasElement }) => {
    await look(canvasElement, 2);
    await says(canvasElement, 'read only');
  },
};

export const RemoveAndUndo: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await look(canvasElement, 3);
    await userEvent.click(await find(canvasElement, '[part=remove]'));
    await says(canvasElement, 'Validator 2 was removed.');
    await userEvent.click(await find(canvasElement, '[part=take-back]'));
    await says(canvasElement, '6 of 50');
  },
};

export const DeleteQuestion: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, '#tool-delete'));
    await says(canvasElement, 'This cannot be undone.');
    await waitFor(() => expect(editor(canvasElement).shadowRoot?.activeElement?.id).toBe('answer-safe'));
  },
};

export const UnsavedChangesQuestion: Story = {
  render: () => scene(),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, 'general-name', 'Another name');
    await userEvent.click(await find(canvasElement, '[part=new]'));
    await says(canvasElement, '“Another name” has unsaved changes.');
  },
};

let shared: Session | undefined;

export const Conflict: Story = {
  render: () => scene({ session: (shared = openSession()) }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, 'general-name', 'Mine');
    const [stored] = (await shared?.configurations.getAllConfigurations()) ?? [];
    if (stored !== undefined) await shared?.configurations.saveConfiguration({ ...stored, name: 'Theirs' });
    await says(canvasElement, '“Mine” was saved elsewhere while you edited it.');
  },
};

const troubled = new TroubledRecords();

export const StorageFull: Story = {
  render: () => scene({ options: { storage: { records: troubled } } }),
  play: async ({ canvasElement }) => {
    await enter(canvasElement, 'general-name', 'Mine');
    troubled.writing = quotaExceeded('IndexedDB');
    await userEvent.click(await find(canvasElement, '[part=save]'));
    await says(canvasElement, 'Not saved. Storage quota exceeded.');
    troubled.writing = undefined;
  },
};

function unreadable(reading: Error | 'silence'): TroubledRecords {
  const records = new TroubledRecords();
  records.reading = reading;
  return records;
}

export const Loading: Story = {
  render: () => scene({ options: { storage: { records: unreadable('silence') } } }),
  play: ({ canvasElement }) => waitFor(() => expect(editor(canvasElement).matches(':state(loading)')).toBe(true)),
};

export const Failed: Story = {
  render: () => scene({ options: { storage: { records: unreadable(new Error('the disk answers nonsense')) } } }),
  play: ({ canvasElement }) => says(canvasElement, 'Something unexpected happened: the disk answers nonsense'),
};

export const FiftyNodes: Story = {
  render: () => scene({ stored: [channels(50)] }),
  play: ({ canvasElement }) => says(canvasElement, 'A configuration has at most 50 nodes.'),
};

export const Dark: Story = {
  globals: { theme: 'dark' },
  render: () => scene({ theme: 'dark' }),
  play: ({ canvasElement }) => look(canvasElement, 6),
};

export const Narrow: Story = {
  render: () => html`<div style="max-inline-size: 358px">${scene()}</div>`,
  play: ({ canvasElement }) => look(canvasElement, 1),
};

export const RightToLeft: Story = {
  render: () => html`<div dir="rtl">${scene()}</div>`,
  play: ({ canvasElement }) => look(canvasElement, 1),
};
